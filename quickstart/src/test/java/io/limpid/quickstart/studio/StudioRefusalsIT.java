package io.limpid.quickstart.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.fixtures.SampleImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;

/** What the page says where something is missing, broken or away: in plain words, and with what to do next. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StudioRefusalsIT extends StudioStage {
    /** Classes, client texts and codes that mean nothing to people who look at a page. */
    private static final String[] FOREIGN = {"Exception", "org.apache", "java.", "Call(", "node -1", "BROKER_AWAY"};

    @Test
    @Order(1)
    void sendsNoEmptyDrawing() {
        browser.awaitText("#missing", "Draw a digit first");
        assertThat(browser.find("#send").isEnabled()).isFalse();
        browser.type("studio-drawing canvas", " ", Keys.ARROW_DOWN);
        browser.find("studio-drawing .pen.down");
        browser.awaitGone("#missing");
        assertThat(browser.find("#send").isEnabled()).isTrue();
        browser.screenshot("pen-by-keyboard");
        browser.click("studio-drawing button");
        browser.awaitText("#missing", "Draw a digit first");
        browser.click("input[value=file]");
        browser.awaitText("#missing", "Choose an image first");
    }

    @Test
    @Order(2)
    void saysWhatIsWrongWithADamagedFile() throws IOException {
        byte[] png = SampleImages.greyPng(28, 28, 3);
        png[24] = 3;
        browser.click("input[value=file]");
        browser.upload("#file", Files.write(folder.resolve("damaged.png"), png));
        browser.click("#send");
        browser.awaitText("[role=alert]", "The file is damaged. Save it again as PNG or JPEG, or choose another.");
        browser.awaitText("[role=alert] .said", "the header names 3 bits a channel");
        browser.awaitText("#unsent", "There is no result");
        browser.screenshot("damaged");
    }

    @Test
    @Order(3)
    void saysThatTheBrokerIsAwayOnEveryPanelAndGoesOnWhenItIsBack() throws IOException {
        Path image = Files.write(folder.resolve("image.png"), SampleImages.greyPng(28, 28, 3));
        show("dead");
        browser.awaitText("#no-dead", "No dead letters");
        broker.stop();
        browser.awaitText("#broker-away", "The broker is away");
        browser.awaitText("#broker-away", "no answer in time");
        browser.awaitText("#dead-away", "The broker is away, so dead letters can’t be read");
        assertThat(browser.all("#no-dead")).isEmpty();
        browser.awaitText("#dead-away", "They appear here when it is back");
        browser.screenshot("dead-away");
        browser.open(page + "?opened-later#dead");
        browser.awaitText("#dead-away", "They appear here when it is back");
        show("models");
        browser.awaitText("studio-models", "The broker is away, so models can’t be read");
        show("try");
        browser.click("input[value=file]");
        browser.upload("#file", image);
        browser.click("#send");
        browser.awaitText("[role=alert]", "The broker is away. It is not certain that anything was stored.");
        assertThat(browser.find("body").getText()).doesNotContain(FOREIGN);
        browser.screenshot("broker-away");

        broker.restart();

        browser.awaitGone("#broker-away");
        // a broker may answer before its topics take anything
        probe.send(new ProducerRecord<>("images.noisy", SampleImages.greyPng(28, 28, 4)));
        browser.click("#send");
        browser.awaitText("studio-result .sent", "images.noisy");
        show("dead");
        browser.awaitText("#no-dead", "No dead letters");
        assertThat(browser.complaints()).isEmpty();
    }
}
