package io.limpid.streaming.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.contracts.v1.ModelState;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.StreamProbe;
import io.limpid.fixtures.TemporaryBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class ModelReporterTest {
    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    private static final ModelPublished LIVE = published(1, Stage.LIVE);
    private static final ModelPublished SHADOW = published(2, Stage.SHADOW);

    private String topic;
    private StreamProbe probe;
    private ModelReporter reporter;

    @BeforeEach
    void open(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        BROKER.createTopics(1, topic);
        probe = new StreamProbe(BROKER.bootstrap());
        reporter = new ModelReporter(
                Map.of("bootstrap.servers", BROKER.bootstrap()), topic, new ServiceIdentity("denoiser", "1"), "one");
    }

    @AfterEach
    void close() {
        reporter.close();
        probe.close();
    }

    @Test
    void tellsWhatBecameOfEachModelAndWhatWasSaidBeforeItStarted() throws Exception {
        reporter.live(LIVE);
        reporter.start();
        Map.Entry<String, ModelReport> first = reports(1).get(0);
        assertThat(first.getKey()).isEqualTo("denoiser/one/digits");
        assertThat(first.getValue().getState()).isEqualTo(ModelState.RUNNING);
        assertThat(first.getValue().getRef()).isEqualTo(LIVE.getRef());
        assertThat(first.getValue().getService()).isEqualTo("denoiser");
        assertThat(first.getValue().getInstance()).isEqualTo("one");

        reporter.refused(published(3, Stage.LIVE), "no picture");

        Map.Entry<String, ModelReport> second = reports(2).get(1);
        assertThat(second.getKey()).isEqualTo("denoiser/one/digits");
        assertThat(second.getValue().getState()).isEqualTo(ModelState.REFUSED);
        assertThat(second.getValue().getReason()).isEqualTo("no picture");
        assertThat(second.getValue().getRef().getVersion()).isEqualTo(3);
    }

    @Test
    void tellsTheLatestComparisonAndNoneAfterACandidateIsGone() throws Exception {
        reporter.start();
        reporter.tried(SHADOW);
        reports(1);
        reporter.compared(SHADOW, images(1));
        reporter.compared(SHADOW, images(7));

        Map.Entry<String, ModelReport> compared = reports(2).get(1);
        assertThat(compared.getKey()).isEqualTo("denoiser/one/digits/candidate");
        assertThat(compared.getValue().getComparison().getImages()).isEqualTo(7);
        assertThat(compared.getValue().getStage()).isEqualTo(Stage.SHADOW);

        reporter.withdrawn(SHADOW);
        reporter.compared(SHADOW, images(8));
        reporter.close();

        assertThat(reports(3).get(2).getValue().getState()).isEqualTo(ModelState.GONE);
    }

    @Test
    void tellsThatItRunsNothingWhenItStops() throws Exception {
        reporter.live(LIVE);
        reporter.refused(published(3, Stage.SHADOW), "no picture");
        reporter.start();
        reports(2);

        reporter.close();

        ModelReport last = reports(3).get(2).getValue();
        assertThat(last.getState()).isEqualTo(ModelState.GONE);
        assertThat(last.getRef()).isEqualTo(LIVE.getRef());
        assertThat(last.getReason()).isEqualTo("the replica has stopped");
    }

    private static ModelComparison images(int count) {
        return ModelComparison.newBuilder().setImages(count).build();
    }

    private List<Map.Entry<String, ModelReport>> reports(int count) throws Exception {
        List<Map.Entry<String, ModelReport>> reports = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> found : probe.committed(topic, count)) {
            reports.add(
                    Map.entry(new String(found.key(), StandardCharsets.UTF_8), ModelReport.parseFrom(found.value())));
        }
        assertThat(reports).hasSize(count);
        return reports;
    }

    private static ModelPublished published(long version, Stage stage) {
        return ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder().setName("digits").setVersion(version))
                .setTask(Task.DENOISE)
                .setStage(stage)
                .build();
    }
}
