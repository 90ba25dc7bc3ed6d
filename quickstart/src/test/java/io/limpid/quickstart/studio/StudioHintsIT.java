package io.limpid.quickstart.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.model.ModelHistory;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.FixtureModels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the page tells people to do, on a broker that is not where {@code ./limpid} looks for one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StudioHintsIT extends StudioStage {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    @Order(1)
    void commandsNameTheStream() {
        browser.awaitText("#no-model code", "--publish --bootstrap " + broker.bootstrap());
        show("models");
        browser.awaitText("studio-models code", "--publish --bootstrap " + broker.bootstrap());
        show("training");
        browser.awaitText("studio-training code", "--via-kafka --bootstrap " + broker.bootstrap());
        browser.screenshot("hints");
    }

    @Test
    @Order(2)
    void aTextIsNoDamagedImageWhateverItIsCalled() throws IOException {
        show("try");
        browser.click("input[value=file]");
        browser.upload("#file", Files.writeString(folder.resolve("text.png"), "Dear diary"));
        browser.click("#send");
        browser.awaitText("[role=alert]", "This is not an image. Choose a PNG, JPEG");
    }

    @Test
    @Order(3)
    void whatWasRetiredCanBePutLiveAgain() {
        ModelPublished digits = model(
                        "digits", 1, Task.DENOISE, FixtureModels.scoringDenoiser(1, 28, 28, 0.8f, "corners"))
                .build();
        probe.publish(TOPICS.models(), digits);
        browser.awaitGone("#no-model");

        probe.publish(TOPICS.models(), ModelHistory.retire(digits));

        browser.awaitText("#no-model", "Put live again on the page Models does that for digits");
        browser.screenshot("retired");
    }

    @Test
    @Order(4)
    void aPageTooManyShowsWhatThereIsAndGoesOnWhenThereIsAPlace() {
        List<Stream<String>> others = new ArrayList<>();
        try {
            await().until(() -> fill(others), status -> status == 503);
            // the page that is open keeps its place
            browser.openBeside(page + "?one-too-many#models");
            browser.awaitText("#crowded", "Too many pages are open");
            browser.awaitText(".state", "too many pages");
            browser.find("[data-model=digits] [data-action=restore]");
            browser.screenshot("crowded");
            browser.click("[data-model=digits] [data-action=restore]");
            browser.click("#confirm");
            browser.awaitText("[data-model=digits] .stage", "live");
        } finally {
            others.forEach(Stream::close);
        }
        browser.awaitGone("#crowded");
        browser.awaitText(".state", "connected");
        assertThat(browser.complaints()).isEmpty();
    }

    /** Opens one page more. @return the answer's status */
    private static int fill(List<Stream<String>> others) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create(page + "api/events?page=another-page-" + others.size()))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        others.add(response.body());
        return response.statusCode();
    }
}
