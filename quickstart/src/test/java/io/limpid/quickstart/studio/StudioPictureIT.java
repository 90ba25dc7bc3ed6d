package io.limpid.quickstart.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.broker.Ports;
import io.limpid.quickstart.models.ShippedPublisher;
import io.limpid.quickstart.process.StreamAddress;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows: a picture through the real topics and a model that comes with Limpid. */
class StudioPictureIT extends StudioStage {
    /** Afterwards: {@code cp quickstart/target/screenshots/studio.png docs/}. */
    @Test
    void cleansALandscape() throws IOException {
        processes.start(specs.denoiser(Ports.free()));
        processes.start(specs.classifier(Ports.free()));
        new ShippedPublisher(new StreamAddress(broker.bootstrap(), ""), folder.resolve("published")).publish();
        show("models");
        browser.awaitText("[data-model=photo-grey] .reports", "running");
        browser.awaitText("[data-model=digits-head] .reports", "running");
        show("try");
        browser.click("input[value=file]");
        browser.upload("#file", Path.of("../docs/landscape.png").toRealPath());
        browser.click("#noise option:nth-child(1)");
        browser.click("#fit option[value='1x0x0']");
        browser.click("#send");

        browser.awaitText("studio-result dl", "photo-grey");
        browser.awaitText("#unlabelled", "nothing unusual for photographs");
        awaitPictures();
        double before = fact("Noise σ");
        assertThat(before).isGreaterThan(0.05);
        assertThat(fact("Left after it")).isLessThan(before / 2);
        assertThat(browser.all(".badge")).isEmpty();
        browser.size(1180, 700);
        browser.screenshot("studio");
    }

    private static double fact(String name) {
        return Double.parseDouble((String) browser.script(
                "return [...document.querySelectorAll('studio-result dl > div')]"
                        + ".find(fact => fact.querySelector('dt').textContent === arguments[0]).querySelector('dd').textContent",
                name));
    }
}
