package io.limpid.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.TrainingEvent;
import io.limpid.contracts.v1.TrainingEvent.EventCase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers of the topic {@code training} see. */
@QuarkusTest
@QuarkusTestResource(BrokerAndRuns.class)
class TrainingTopicTest {
    @ConfigProperty(name = "limpid.kafka.bootstrap.servers")
    String bootstrap;

    private EventProbe probe;

    @BeforeEach
    void open() {
        probe = new EventProbe(bootstrap, new Topics(BrokerAndRuns.PREFIX).training());
    }

    @AfterEach
    void close() {
        TrainingsClient.stopAll();
        probe.close();
    }

    private static String withText(String recipe) throws Exception {
        String body = new ObjectMapper().writeValueAsString(Map.of("recipeText", BrokerAndRuns.recipe(recipe)));
        return TrainingsClient.order(body).statusCode(202).extract().path("id");
    }

    @Test
    void tellsATrainingFromItsOrderToItsEndInOrder() throws Exception {
        String id = TrainingsClient.order("{\"recipe\":\"good\",\"publish\":true}")
                .statusCode(202)
                .extract()
                .path("id");

        List<EventProbe.Seen> events = probe.ofTraining(id);

        assertThat(events)
                .extracting(EventProbe.Seen::kind)
                .containsExactly(
                        EventCase.QUEUED, EventCase.STARTED, EventCase.EPOCH, EventCase.EPOCH, EventCase.FINISHED);
        String run = BrokerAndRuns.DENOISER;
        assertThat(events).extracting(EventProbe.Seen::key).containsExactly(id, run, run, run, run);
        assertThat(events).extracting(seen -> seen.event().getRunId()).containsExactly("", run, run, run, run);
        assertThat(events).allSatisfy(seen -> {
            assertThat(HeaderNames.text(seen.message().headers(), HeaderNames.CONTENT_TYPE))
                    .contains("application/x-protobuf");
            assertThat(seen.message().timestamp()).isEqualTo(seen.event().getAt());
        });
        assertThat(events).extracting(seen -> seen.event().getAt()).isSorted();
        assertThat(events.get(0).event().getQueued())
                .isEqualTo(TrainingEvent.Queued.newBuilder()
                        .setRecipe("good")
                        .setRequestedBy("HTTP")
                        .build());
        assertThat(events.get(1).event().getStarted())
                .isEqualTo(TrainingEvent.Started.newBuilder()
                        .setRecipe("good")
                        .setEpochs(2)
                        .setTrainingImages(256)
                        .build());
        assertThat(events.get(2).event().getEpoch().getValidationLoss()).isNaN();
        assertThat(events.get(3).event().getEpoch())
                .isEqualTo(TrainingEvent.Epoch.newBuilder()
                        .setEpoch(2)
                        .setEpochs(2)
                        .setTrainLoss(0.25)
                        .setValidationLoss(0.125)
                        .setImagesPerSecond(900)
                        .build());
        TrainingEvent.Finished finished = events.get(4).event().getFinished();
        assertThat(finished.getMetricsMap()).containsOnly(Map.entry("psnr", 20.5));
        assertThat(finished.getModel().getName()).isEqualTo("mine");
        assertThat(Long.toUnsignedString(finished.getModel().getVersion()))
                .isEqualTo(TrainingsClient.get(id).extract().path("model.version"));
        assertThat(finished.getMessage()).isEmpty();
    }

    @Test
    void tellsWhyATrainingFailed() throws Exception {
        String id = TrainingsClient.ordered("crash");

        List<EventProbe.Seen> events = probe.ofTraining(id);

        assertThat(events)
                .extracting(EventProbe.Seen::kind)
                .containsExactly(EventCase.QUEUED, EventCase.STARTED, EventCase.EPOCH, EventCase.FAILED);
        assertThat(events.get(3).key()).isEqualTo(BrokerAndRuns.DENOISER);
        assertThat(events.get(3).event().getFailed().getReason()).contains("139");
    }

    @Test
    void oneThatFailsBeforeItHasARunIsKeyedByItsOwnId() throws Exception {
        String id = withText("failing");

        List<EventProbe.Seen> events = probe.ofTraining(id);

        assertThat(events).extracting(EventProbe.Seen::kind).containsExactly(EventCase.QUEUED, EventCase.FAILED);
        assertThat(events).extracting(EventProbe.Seen::key).containsOnly(id);
        assertThat(events.get(1).event().getFailed().getReason()).isEqualTo("there is no such data set");
    }

    @Test
    void oneThatIsStoppedTellsWhatItKept() throws Exception {
        String id = TrainingsClient.ordered("slow");
        await().atMost(Duration.ofSeconds(60)).until(() -> !TrainingsClient.get(id)
                .extract()
                .<List<?>>path("progress.completed")
                .isEmpty());
        TrainingsClient.stopped(id);

        List<EventProbe.Seen> events = probe.ofTraining(id);

        assertThat(events)
                .extracting(EventProbe.Seen::kind)
                .containsExactly(EventCase.QUEUED, EventCase.STARTED, EventCase.EPOCH, EventCase.STOPPED);
        TrainingEvent.Stopped stopped = events.get(3).event().getStopped();
        assertThat(stopped.getMessage()).isEqualTo("stopped after epoch 1");
        assertThat(stopped.getMetricsMap()).containsOnly(Map.entry("psnr", 19.5));
    }

    @Test
    void countsWhatWasSent() throws Exception {
        probe.ofTraining(TrainingsClient.ordered("good"));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> Management.get("/q/metrics")
                .then()
                .body(containsString("limpid_training_events_waiting 0.0"))
                .body(containsString("limpid_training_events_total{outcome=\"lost\"} 0.0")));
    }
}
