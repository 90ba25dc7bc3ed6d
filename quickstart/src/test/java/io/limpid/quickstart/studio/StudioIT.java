package io.limpid.quickstart.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.Ports;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.contracts.v1.TrainingEvent;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.quickstart.process.ServiceSpecs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser, over real services and a real broker; each step leaves the stream as the next one finds it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StudioIT extends StudioStage {
    private static final List<String> CORNERS = List.of("upper left", "upper right", "lower left", "lower right");
    private static final String LOSSES = "return Chart.getChart(document.querySelector('[data-training=t-1] canvas'))";

    @Test
    @Order(1)
    void saysThatThereIsNoModelYet() {
        browser.awaitText("#no-model", "No denoiser is live yet");
        browser.screenshot("no-model");
        processes.start(specs.denoiser(Ports.free()));
        processes.start(specs.classifier(Ports.free()));
        ModelPublished.Builder digits =
                model("digits", 1, Task.DENOISE, FixtureModels.scoringDenoiser(1, 28, 28, 0.8f, "corners"));
        digits.getInputBuilder().setChannels(1).setHeight(28).setWidth(28);
        probe.publish(TOPICS.models(), digits.putMetrics("psnr_denoised", 20.1).build());
        ModelPublished.Builder head =
                model("corner-head", 1, Task.CLASSIFY_LATENT, FixtureModels.latentHead(4, "corners"));
        head.getInputBuilder().setLatentSize(4);
        probe.publish(
                TOPICS.models(),
                head.addAllLabels(CORNERS)
                        .putMetrics("accuracy_latent", 0.9918)
                        .setFallback(true)
                        .build());
        browser.awaitGone("#no-model");
    }

    @Test
    @Order(2)
    void sendsADrawingAndShowsWhatComesBack() {
        WebElement canvas = browser.find("studio-drawing canvas");
        browser.actions()
                .moveToElement(canvas, -60, -70)
                .clickAndHold()
                .moveByOffset(90, 0)
                .moveByOffset(-40, 150)
                .release()
                .perform();
        browser.click("#send");

        browser.awaitText("studio-result .answer", "%");
        for (String kind : List.of("noisy", "denoised", "difference")) {
            browser.find("img[data-kind=" + kind + "]");
        }
        assertThat(browser.all(".bars tbody tr")).hasSize(4);
        String facts = browser.find("studio-result dl").getText();
        assertThat(facts)
                .contains("Noise σ\n0.")
                .contains("digits")
                .contains("Anomaly")
                .doesNotContain("not calibrated");
        assertThat(browser.find(".latent canvas").getAttribute("aria-label")).contains("Latent vector of 4 values");
        awaitPictures();
        browser.screenshot("try-light");
        browser.dark(true);
        browser.screenshot("try-dark");
        browser.size(390, 844);
        browser.screenshot("try-phone-dark");
        browser.dark(false);
        browser.size(390, 844);
        assertThat(browser.script("return document.documentElement.scrollWidth"))
                .isEqualTo(390L);
        browser.screenshot("try-phone");
        browser.size(1280, 900);
        browser.click("img[data-kind=denoised]");
        browser.find("studio-zoom dialog[open] img");
        assertThat(browser.script("return document.querySelector('#zoom').labels.length"))
                .isEqualTo(1L);
        browser.screenshot("zoom");
        browser.click("studio-zoom button[aria-label=Close]");
    }

    @Test
    @Order(3)
    void goesByKeyboardAlone() {
        browser.open(page + "?by-keyboard#try");
        browser.find("studio-drawing canvas");
        browser.actions().sendKeys(Keys.TAB).perform();
        assertThat(browser.script("return document.activeElement.className")).isEqualTo("skip");
        browser.type("studio-drawing canvas", " ", Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
        assertThat(browser.find("studio-drawing canvas").getAttribute("aria-label"))
                .contains("pen down");
        browser.type("#send", Keys.ENTER);
        browser.awaitText("studio-result .answer", "%");
        assertThat(browser.nameless()).isEmpty();
    }

    @Test
    @Order(4)
    void saysWhyAnImageIsRefused() throws IOException {
        Path photo = Files.write(folder.resolve("photo.png"), SampleImages.rgbPng(640, 480, 7));
        browser.click("input[value=file]");
        browser.upload("#file", photo);
        browser.click("#fit option[value='']");
        browser.click("#send");
        browser.awaitText("#refused", "digits");
        assertThat(browser.find("#refused").getText()).contains("640").contains("denoiser");
        awaitPictures();
        browser.screenshot("refused");

        Path large = Files.write(folder.resolve("large.png"), new byte[ServiceSpecs.PICTURES.maxBytes() + 1]);
        browser.upload("#file", large);
        browser.awaitText("[role=alert]", "The file is too large");
        // nothing of the image before is shown beside it
        browser.awaitText("#unsent", "There is no result");
        assertThat(browser.all("studio-result img")).isEmpty();
        browser.screenshot("too-large");
    }

    @Test
    @Order(5)
    void showsALargeImage() {
        ModelPublished.Builder photos =
                model("photos", 1, Task.DENOISE, FixtureModels.anySizeBlurringDenoiser(3, "colours"));
        photos.getRefBuilder().setLatentSpace("colours");
        photos.getInputBuilder().setChannels(3);
        probe.publish(TOPICS.models(), photos.build());
        show("models");
        browser.awaitText("[data-model=photos] .reports", "denoiser");
        show("try");
        browser.click("input[value=file]");
        browser.upload("#file", folder.resolve("photo.png"));
        browser.click("#fit option[value='']");
        browser.click("#send");
        browser.find("img[data-kind=difference]");
        awaitPictures();
        assertThat(browser.script("return document.querySelector('img[data-kind=denoised]').naturalWidth"))
                .isEqualTo(640L);
        // no classifier takes it, which is no refusal of the image
        browser.awaitText("#unlabelled", "No classifier that is live takes such images");
        assertThat(browser.all("#refused")).isEmpty();
        browser.screenshot("large-image");
    }

    @Test
    @Order(6)
    void sendsAScanToTheDenoiserThatIsAskedFor() throws IOException {
        for (String name : List.of("documents", "photo-grey")) {
            ModelPublished.Builder grey =
                    model(name, 1, Task.DENOISE, FixtureModels.anySizeBlurringDenoiser(1, "greys"));
            grey.getRefBuilder().setLatentSpace("greys");
            grey.getInputBuilder().setChannels(1);
            probe.publish(TOPICS.models(), grey.build());
            show("models");
            browser.awaitText("[data-model=" + name + "] .reports", "running");
        }
        show("try");
        Path scan = Files.write(folder.resolve("scan.png"), SampleImages.greyPng(120, 80, 3));
        browser.click("input[value=file]");
        browser.upload("#file", scan);
        browser.click("#send");
        browser.awaitText("studio-result dl", "photo-grey");

        browser.click("#model option[value=documents]");
        assertThat(browser.find("#fit").getAttribute("value")).isEqualTo("1x0x0");
        browser.click("#send");

        browser.awaitText("studio-result dl", "documents");
        awaitPictures();
        browser.screenshot("asked-for");
    }

    @Test
    @Order(7)
    void showsWhatStreamsBy() {
        show("stream");
        browser.find("studio-stream");
        for (int i = 0; i < 120; i++) {
            byte[] key = ("image-" + i).getBytes(StandardCharsets.UTF_8);
            probe.send(new ProducerRecord<>(TOPICS.noisy(), key, SampleImages.greyPng(28, 28, i)));
        }
        browser.find(".strip li img");
        await().until(() -> (Boolean) browser.script("return document.querySelector('studio-time-chart canvas')"
                + ".getAttribute('aria-label').includes('images.noisy')"));
        assertThat(browser.all(".strip li").size()).isLessThanOrEqualTo(40);
        browser.screenshot("stream-light");
        browser.dark(true);
        browser.screenshot("stream-dark");
        browser.dark(false);
    }

    @Test
    @Order(8)
    void promotesACanaryAndRollsBack() {
        ModelPublished.Builder canary =
                model("digits", 2, Task.DENOISE, FixtureModels.scoringDenoiser(1, 28, 28, 0.5f, "corners"));
        canary.getInputBuilder().setChannels(1).setHeight(28).setWidth(28);
        probe.publish(
                TOPICS.models(), canary.setStage(Stage.CANARY).setShare(0.25).build());
        show("models");
        browser.awaitText("[data-model='digits/candidate'] .reports", "running");
        assertThat(browser.find("[data-model=corner-head]").getText())
                .contains("shipped")
                .contains("accuracy latent\n0.992");
        assertThat(browser.find("[data-model=digits]").getText()).doesNotContain("shipped");
        browser.screenshot("models-light");
        browser.click("[data-model='digits/candidate'] [data-action=promote]");
        browser.screenshot("confirm");
        browser.click("#confirm");
        browser.awaitGone("[data-model='digits/candidate']");
        browser.awaitText("[data-model=digits] dd[title='2']", "2");
        browser.click("[data-model=digits] [data-action=rollback]");
        browser.click("#confirm");
        browser.awaitText("[data-model=digits] dd[title='1']", "1");
        browser.awaitText("[data-model=digits] .reports", "running");
        browser.awaitText("[data-model=digits] [data-action=forward]", "Promote 2 again");
        browser.screenshot("rolled-back");
        browser.click("[data-model=digits] [data-action=forward]");
        browser.click("#confirm");
        browser.awaitText("[data-model=digits] dd[title='2']", "2");
        browser.awaitGone("[data-model=digits] [data-action=forward]");
        browser.click("[data-model=digits] [data-action=retire]");
        browser.click("#confirm");
        browser.click("[data-model=digits] [data-action=restore]");
        browser.click("#confirm");
        browser.awaitText("[data-model=digits] .stage", "live");
        browser.awaitText("[data-model=digits] .reports", "running");
        browser.dark(true);
        browser.screenshot("models-dark");
        browser.dark(false);
    }

    @Test
    @Order(9)
    void showsTrainingsWithTheirCurves() {
        say(event -> event.getQueuedBuilder().setRecipe("mnist-denoiser"));
        say(event -> event.getStartedBuilder()
                .setRecipe("mnist-denoiser")
                .setEpochs(12)
                .setTrainingImages(60_000));
        show("training");
        sayEpochs(1, 3);
        browser.awaitText("[data-training=t-1]", "Epoch 3 of 12");
        awaitTicks("1,2,3");
        sayEpochs(4, 9);
        browser.awaitText("[data-training=t-1]", "Epoch 9 of 12");
        assertThat(browser.find("[data-training=t-1] canvas").getAttribute("aria-label"))
                .contains("training loss 0.0199")
                .contains("validation loss 0.0219");
        assertThat(browser.script(LOSSES + ".legend.legendItems.map(line => line.lineDash.length > 0)"))
                .isEqualTo(List.of(false, true));
        browser.screenshot("training");
        say(event -> event.getFinishedBuilder()
                .putMetrics("mse_denoised", 0.0126)
                .setModel(ModelRef.newBuilder().setName("mnist-denoiser").setVersion(3)));
        browser.awaitText("[data-training=t-1]", "finished");
    }

    private static void sayEpochs(int first, int last) {
        for (int epoch = first; epoch <= last; epoch++) {
            double loss = 0.08 / epoch + 0.011;
            int number = epoch;
            say(event -> event.getEpochBuilder()
                    .setEpoch(number)
                    .setEpochs(12)
                    .setTrainLoss(loss)
                    .setValidationLoss(loss + 0.002)
                    .setImagesPerSecond(870));
        }
    }

    /** An epoch is whole. */
    private static void awaitTicks(String expected) {
        await().untilAsserted(
                        () -> assertThat(browser.script(LOSSES + ".scales.x.ticks.map(tick => tick.label).join(',')"))
                                .isEqualTo(expected));
    }

    private static void say(Consumer<TrainingEvent.Builder> what) {
        TrainingEvent.Builder event = TrainingEvent.newBuilder()
                .setTrainingId("t-1")
                .setRunId("mnist-denoiser-1")
                .setAt(System.currentTimeMillis());
        what.accept(event);
        probe.send(new ProducerRecord<>(
                TOPICS.training(),
                "mnist-denoiser-1".getBytes(StandardCharsets.UTF_8),
                event.build().toByteArray()));
    }

    @Test
    @Order(10)
    void listsAndReplaysDeadLetters() {
        probe.send(new ProducerRecord<>(
                TOPICS.noisy(),
                "broken".getBytes(StandardCharsets.UTF_8),
                "no image".getBytes(StandardCharsets.UTF_8)));
        show("dead");
        browser.awaitText("[data-reason=UNKNOWN_CONTENT]", "broken");
        browser.screenshot("dead-letters");
        // images that no classifier takes are not among what failed
        assertThat(probe.committed(TOPICS.denoisedDead(), 1)).isNotEmpty();
        int failed = probe.committed(TOPICS.noisyDead(), 2).size();
        browser.awaitText(".badge", Integer.toString(failed));
        browser.awaitText("#without-label summary", "denoised without a label");
        assertThat(browser.all("studio-dead > .letters > li")).hasSize(failed);
        browser.size(375, 812);
        assertThat(
                        browser.script(
                                "const nav = document.querySelector('nav').getBoundingClientRect();"
                                        + "const badge = document.querySelector('.badge').getBoundingClientRect();"
                                        + "return badge.left >= nav.left && badge.right <= nav.right && badge.right <= window.innerWidth"))
                .isEqualTo(true);
        browser.screenshot("dead-letters-phone");
        browser.size(1280, 900);
        int before = probe.committed(TOPICS.noisyDead(), 2).size();
        browser.click("[data-reason=UNKNOWN_CONTENT] button");
        browser.click("#confirm");
        browser.awaitText("#done", "Replayed");

        assertThat(probe.committed(TOPICS.noisyDead(), before + 1)).hasSize(before + 1);
    }

    @Test
    @Order(11)
    void everyPanelFitsOnAPhoneAndInADarkRoomAndNamesWhatCanBeUsed() {
        for (String panel : List.of("try", "stream", "models", "training", "dead")) {
            show(panel);
            browser.find("studio-" + panel);
            browser.awaitGone("main [aria-busy=true]");
            browser.screenshot(panel + "-1280");
            browser.size(375, 812);
            assertThat(browser.script("return document.documentElement.scrollWidth"))
                    .as(panel)
                    .isEqualTo(375L);
            assertThat(browser.nameless()).as(panel).isEmpty();
            browser.screenshot(panel + "-375");
            browser.dark(true);
            browser.screenshot(panel + "-375-dark");
            browser.size(1280, 900);
            browser.screenshot(panel + "-1280-dark");
            browser.dark(false);
        }
        assertThat(browser.complaints()).isEmpty();
    }
}
