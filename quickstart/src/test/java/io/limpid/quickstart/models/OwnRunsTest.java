package io.limpid.quickstart.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.quickstart.training.ModelShop;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class OwnRunsTest {
    private static final String HERE = "http://127.0.0.1:8083";
    private static final String EARLIER = "http://127.0.0.1:9999";

    private final Topics topics = new Topics("");
    private final ModelBoard board = new ModelBoard(topics);

    private static URI file(String run) {
        return URI.create(HERE + "/models/" + run + "/model.onnx");
    }

    private void stands(String name, String uri, Stage stage) {
        ModelPublished model = ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder().setName(name).setVersion(1))
                .setUri(uri)
                .setStage(stage)
                .build();
        board.note(new ConsumerRecord<>(
                topics.models(),
                0,
                0,
                ModelKey.of(model).toString().getBytes(StandardCharsets.UTF_8),
                model.toByteArray()));
    }

    private static ModelShop.Run run(String id, String name) {
        return new ModelShop.Run(id, name, "denoise", "");
    }

    /** Neither a later run of a name that serves, nor one of a name that nobody has seen. */
    @Test
    void runsThatNobodyPublishedServeNobody() {
        stands("cleaner", file("r1").toString(), Stage.LIVE);

        OwnRuns runs = new OwnRuns(board, List.of(run("r2", "cleaner"), run("r3", "other")));

        assertThat(runs.moved(OwnRunsTest::file)).isEmpty();
    }

    @Test
    void publishedRunsAreFoundAgainWhereTheTrainerIsNow() {
        stands("cleaner", EARLIER + "/models/r1/model.onnx", Stage.LIVE);
        stands("retired", EARLIER + "/models/r2/model.onnx", Stage.RETIRED);
        stands("shadowed", EARLIER + "/models/r3/model.onnx", Stage.SHADOW);
        stands("elsewhere", "file:///published/elsewhere-1.onnx", Stage.LIVE);

        assertThat(new OwnRuns(board, List.of()).moved(OwnRunsTest::file)).containsExactly("r1");
    }

    @Test
    void whatIsAskedForIsPublishedWhereNothingStandsUnderItsName() {
        stands("retired", file("r1").toString(), Stage.RETIRED);

        OwnRuns runs = new OwnRuns(board, List.of(run("r2", "retired"), run("r3", "new"), run("r4", "not-asked-for")));

        assertThat(runs.unpublished(List.of("new", "retired")))
                .extracting(ModelShop.Run::id)
                .containsExactly("r3");
    }
}
