package io.limpid.quickstart.models;

import com.google.protobuf.MessageLite;
import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.contracts.v1.ModelState;
import io.limpid.contracts.v1.Stage;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A models topic as if read: version 7 of models, and what replicas of the denoiser said of them. */
final class NotedBoard {
    private static final Topics TOPICS = new Topics("");

    private final ModelBoard board = new ModelBoard(TOPICS);

    private static ModelRef ref(String name) {
        return ModelRef.newBuilder().setName(name).setVersion(7).build();
    }

    ModelBoard board() {
        return board;
    }

    void published(String name, Stage stage) {
        note(
                TOPICS.models(),
                name,
                ModelPublished.newBuilder().setRef(ref(name)).setStage(stage).build());
    }

    void said(String name, String instance, ModelState state, long at, String reason) {
        note(
                TOPICS.modelReports(),
                "denoiser/" + instance + "/" + name,
                ModelReport.newBuilder()
                        .setService("denoiser")
                        .setInstance(instance)
                        .setRef(ref(name))
                        .setState(state)
                        .setReason(reason)
                        .setAt(at)
                        .build());
    }

    private void note(String topic, String key, MessageLite message) {
        board.note(new ConsumerRecord<>(topic, 0, 0, key.getBytes(StandardCharsets.UTF_8), message.toByteArray()));
    }
}
