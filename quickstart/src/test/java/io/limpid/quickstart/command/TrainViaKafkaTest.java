package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.client.KafkaSettings;
import io.limpid.client.TopicReader;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.TrainingEvent;
import io.limpid.contracts.v1.TrainingRequested;
import io.limpid.fixtures.TemporaryBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./limpid train --via-kafka} against a trainer that the test plays. */
class TrainViaKafkaTest {
    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private static Topics topics(String prefix) {
        Topics topics = new Topics(prefix);
        BROKER.createTopics(1, topics.training(), topics.trainingRequests(), topics.trainingRequestsDead());
        return topics;
    }

    private CompletableFuture<Integer> train(Topics topics, String... more) throws Exception {
        Path recipe = Files.writeString(folder.resolve("mine.yaml"), "name: mine\n");
        List<String> arguments = new ArrayList<>(List.of("train", recipe.toString(), "--via-kafka"));
        arguments.addAll(List.of("--bootstrap", BROKER.bootstrap(), "--prefix", topics.prefix()));
        arguments.addAll(Arrays.asList(more));
        return CompletableFuture.supplyAsync(
                () -> Commands.line().setErr(new PrintWriter(err, true)).execute(arguments.toArray(String[]::new)));
    }

    /** The request, as the trainer gets it. */
    private static ConsumerRecord<byte[], byte[]> asked(Topics topics) {
        try (TopicReader reader = TopicReader.open(
                KafkaSettings.plain(BROKER.bootstrap(), "test"), List.of(topics.trainingRequests()), true)) {
            for (int polls = 0; polls < 300; polls++) {
                for (ConsumerRecord<byte[], byte[]> request : reader.poll(Duration.ofMillis(100))) {
                    return request;
                }
            }
        }
        throw new AssertionError("nothing was asked for");
    }

    private static void tell(Topics topics, ConsumerRecord<byte[], byte[]> request, TrainingEvent.Builder... events) {
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(new ProducerRecord<>(topics.training(), "foreign".getBytes(StandardCharsets.UTF_8)));
            producer.send(new ProducerRecord<>(
                    topics.training(),
                    TrainingEvent.newBuilder()
                            .setRequestId("of somebody else")
                            .setFailed(TrainingEvent.Failed.newBuilder().setReason("not ours"))
                            .build()
                            .toByteArray()));
            for (TrainingEvent.Builder event : events) {
                producer.send(new ProducerRecord<>(
                        topics.training(),
                        event.setRequestId(new String(request.key(), StandardCharsets.UTF_8))
                                .setTrainingId("t1")
                                .setRunId("r1")
                                .build()
                                .toByteArray()));
            }
        }
    }

    private static TrainingEvent.Builder queued() {
        return TrainingEvent.newBuilder().setQueued(TrainingEvent.Queued.newBuilder());
    }

    private static TrainingEvent.Builder finished(TrainingEvent.Finished.Builder finished) {
        return TrainingEvent.newBuilder().setFinished(finished);
    }

    @Test
    void asksForWhatWasTypedAndEndsWithTheTraining() throws Exception {
        Topics topics = topics("good.");
        CompletableFuture<Integer> command = train(
                topics, "--epochs", "2", "--set", "batch=64", "--budget-seconds", "30", "--seed", "-3", "--publish");
        ConsumerRecord<byte[], byte[]> request = asked(topics);

        tell(
                topics,
                request,
                queued(),
                TrainingEvent.newBuilder()
                        .setEpoch(TrainingEvent.Epoch.newBuilder().setEpoch(1)),
                finished(TrainingEvent.Finished.newBuilder()
                        .setModel(ModelRef.newBuilder().setName("mine").setVersion(7))));

        assertThat(command.get()).as(err.toString()).isZero();
        assertThat(HeaderNames.text(request.headers(), HeaderNames.CONTENT_TYPE))
                .contains("application/x-protobuf");
        assertThat(TrainingRequested.parseFrom(request.value()))
                .isEqualTo(TrainingRequested.newBuilder()
                        .setRecipeText("name: mine\n")
                        .setEpochs(2)
                        .putSet("batch", "64")
                        .setBudgetSeconds(30)
                        .setSeed(-3)
                        .setPublish(true)
                        .build());
    }

    @Test
    void saysWhyTheTrainingFailed() throws Exception {
        Topics topics = topics("failed.");
        CompletableFuture<Integer> command = train(topics);

        tell(
                topics,
                asked(topics),
                queued(),
                TrainingEvent.newBuilder()
                        .setFailed(TrainingEvent.Failed.newBuilder().setReason("out of memory")));

        assertThat(command.get()).isEqualTo(1);
        assertThat(err.toString())
                .contains("training mine failed: out of memory")
                .contains("/trainings/t1");
    }

    @Test
    void saysThatTheModelWasNotPublished() throws Exception {
        Topics topics = topics("unpublished.");
        CompletableFuture<Integer> command = train(topics, "--publish");

        tell(
                topics,
                asked(topics),
                finished(TrainingEvent.Finished.newBuilder().setMessage("not published: no broker")));

        assertThat(command.get()).isEqualTo(1);
        assertThat(err.toString()).contains("run r1 is finished, but not published: no broker");
    }

    @Test
    void saysWhyTheRequestWasRefused() throws Exception {
        Topics topics = topics("refused.");
        CompletableFuture<Integer> command = train(topics);
        ConsumerRecord<byte[], byte[]> request = asked(topics);
        ProducerRecord<byte[], byte[]> dead =
                new ProducerRecord<>(topics.trainingRequestsDead(), request.key(), request.value());
        HeaderNames.set(dead.headers(), HeaderNames.DEAD_LETTER_MESSAGE, "line 2: task must be one of");

        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(dead);
        }

        assertThat(command.get()).isEqualTo(2);
        assertThat(err.toString()).contains("line 2: task must be one of").contains("refused.training.requests.dead");
    }
}
