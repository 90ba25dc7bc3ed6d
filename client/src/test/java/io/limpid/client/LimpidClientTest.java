package io.limpid.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.NoisyImage;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.TemporaryBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LimpidClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] PNG = SampleImages.greyPng(8, 8, 1);

    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    private static Topics topics(String prefix) {
        Topics topics = new Topics(prefix);
        BROKER.createTopics(2, topics.images().toArray(String[]::new));
        return topics;
    }

    private static LimpidClientBuilder builder(Topics topics) {
        return LimpidClient.builder(BROKER.bootstrap()).topicPrefix(topics.prefix());
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Throwable failureOf(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        Awaitility.await().atMost(PATIENCE).until(future::isDone);
        try {
            future.getNow(null);
            return new AssertionError("expected a failure");
        } catch (java.util.concurrent.CompletionException failure) {
            return failure.getCause();
        }
    }

    private static List<Result> read(Results results, int count) {
        List<Result> found = new ArrayList<>();
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (found.size() < count && System.nanoTime() < giveUp) {
            results.next(Duration.ofSeconds(1)).ifPresent(found::add);
        }
        return found;
    }

    @Test
    void publishesWhatTheRequestSays() throws Exception {
        Topics topics = topics("publish.");
        try (LimpidClient client = builder(topics).source("/cameras/7").connect();
                TopicReader reader = TopicReader.open(
                        KafkaSettings.plain(BROKER.bootstrap(), "test"), List.of(topics.noisy()), true)) {
            Acknowledgement acknowledgement = await(client.publish(ImageRequest.ofFile(PNG)
                    .withKey("camera-7")
                    .withEventId("shot-1")
                    .withAccept("image/jpeg")
                    .withModel("cleaner")
                    .withHeader("line", "3")));

            assertThat(acknowledgement.imageId()).isEqualTo("camera-7");
            assertThat(acknowledgement.eventId()).isEqualTo("shot-1");
            assertThat(reader.poll(PATIENCE)).singleElement().satisfies(image -> {
                assertThat(ResultReading.place(image)).isEqualTo(acknowledgement.place());
                assertThat(image.value()).isEqualTo(PNG);
                assertThat(image.key()).asString(StandardCharsets.UTF_8).isEqualTo("camera-7");
                Map.of(
                                "content-type", "image/png",
                                "accept", "image/jpeg",
                                "model", "cleaner",
                                "line", "3",
                                "ce_id", "shot-1",
                                "ce_source", "/cameras/7",
                                "ce_specversion", "1.0")
                        .forEach((name, text) -> assertThat(HeaderNames.text(image.headers(), name))
                                .contains(text));
            });
        }
    }

    @Test
    void sendsRawValuesAsFloats() throws Exception {
        Topics topics = topics("raw.");
        try (LimpidClient client = builder(topics).connect();
                TopicReader reader = TopicReader.open(
                        KafkaSettings.plain(BROKER.bootstrap(), "test"), List.of(topics.noisy()), true)) {
            Pixels pixels = Pixels.of(new ImageShape(1, 2, 3), new float[] {0, 0.5f, 1, 1.5f, -1, 0.25f});
            Acknowledgement acknowledgement = await(client.publish(ImageRequest.ofPixels(pixels)));

            assertThat(acknowledgement.imageId())
                    .isEqualTo(acknowledgement.eventId())
                    .isNotEmpty();
            NoisyImage sent =
                    NoisyImage.parseFrom(reader.poll(PATIENCE).iterator().next().value());
            assertThat(sent.getImage().getEncoding()).isEqualTo(Encoding.FLOAT32);
            assertThat(sent.getImage().getWidth()).isEqualTo(3);
            assertThat(sent.getImage().getData().size()).isEqualTo(24);
        }
    }

    @Test
    void answersManyQuestionsEachWithItsOwnImage() throws Exception {
        Topics topics = topics("many.");
        try (FakeServices services = new FakeServices(BROKER, topics);
                LimpidClient client = builder(topics).answerTimeout(PATIENCE).connect()) {
            List<byte[]> images = IntStream.range(0, 200)
                    .mapToObj(i -> SampleImages.greyPng(8, 8, i))
                    .toList();
            // all of one key: the image id does not tell them apart
            List<CompletionStage<Result.Denoised>> asked = images.stream()
                    .map(image -> client.denoise(ImageRequest.ofFile(image).withKey("camera")))
                    .toList();

            for (int i = 0; i < images.size(); i++) {
                Result.Denoised answer = await(asked.get(i));
                assertThat(answer.frame().getImage().getData().toByteArray()).isEqualTo(images.get(i));
                assertThat(answer.imageId()).isEqualTo("camera");
            }
        }
    }

    @Test
    void waitsForFrameAndLabelWhicheverIsReadFirst() throws Exception {
        Topics topics = topics("labelled.");
        try (FakeServices services = new FakeServices(BROKER, topics);
                LimpidClient client = builder(topics).connect()) {
            Result.Labelled answer = await(client.denoiseAndLabel(ImageRequest.ofFile(PNG)));

            assertThat(answer.classification().getLabel()).isEqualTo("7");
            assertThat(answer.frame().orElseThrow().getImage().getData().toByteArray())
                    .isEqualTo(PNG);
        }
    }

    @Test
    void failsWithTheReasonOfTheDeadLetterAndReplaysIt() throws Exception {
        Topics topics = topics("dead.");
        try (FakeServices services = new FakeServices(BROKER, topics);
                LimpidClient client = builder(topics).connect();
                Results results = client.results(ResultSelection.fromNow(ResultKind.DEAD_NOISY))) {
            ImageRequest image = ImageRequest.ofFile(PNG).withKey("k").withModel("none");
            Throwable failure = failureOf(client.denoise(image));
            Throwable bareFailure = failureOf(client.denoise(image.withModel("bare")));

            assertThat(failure).isInstanceOfSatisfying(ImageRefusedException.class, refused -> {
                assertThat(refused.reason()).isEqualTo("NO_MODEL");
                assertThat(refused).hasMessageContaining("image k was refused by the denoiser, NO_MODEL: expected the");
                assertThat(refused.deadLetter().value()).contains(ByteString.copyFrom(PNG));
            });
            assertThat(bareFailure).isInstanceOf(ImageRefusedException.class);

            Result.Dead dead = (Result.Dead) read(results, 2).get(0);
            Acknowledgement again = await(client.replay(dead));
            Result.Dead deadAgain = (Result.Dead) read(results, 1).get(0);

            assertThat(again.place().topic()).isEqualTo(topics.noisy());
            assertThat(deadAgain.source()).contains(again.place());
            assertThat(deadAgain.value()).contains(ByteString.copyFrom(PNG));
            assertThat(failureOf(client.replay(((ImageRefusedException) bareFailure).deadLetter())))
                    .hasMessageContaining("lacks its value");
        }
    }

    @Test
    void readsResultsJoinedAndPassesForeignRecordsOn() throws Exception {
        Topics topics = topics("results.");
        try (FakeServices services = new FakeServices(BROKER, topics);
                LimpidClient client = builder(topics).connect()) {
            await(client.denoiseAndLabel(ImageRequest.ofFile(PNG).withKey("a")));
            failureOf(client.denoise(ImageRequest.ofFile(PNG).withKey("b").withModel("none")));
            try (KafkaProducer<byte[], byte[]> stranger = BROKER.producer()) {
                stranger.send(new ProducerRecord<>(topics.labels(), "no label".getBytes(StandardCharsets.UTF_8)));
                stranger.send(new ProducerRecord<>(topics.denoised(), null));
            }

            try (Results results = client.results(ResultSelection.fromStart())) {
                List<Result> found = read(results, 5);

                assertThat(found).filteredOn(Result.Denoised.class::isInstance).hasSize(1);
                assertThat(found).filteredOn(Result.Labelled.class::isInstance).hasSize(1);
                assertThat(found).filteredOn(Result.Foreign.class::isInstance).hasSize(2);
                assertThat(found)
                        .filteredOn(Result.Dead.class::isInstance)
                        .singleElement()
                        .extracting(Result::imageId)
                        .isEqualTo("b");
                assertThat(results.isAtEnd()).isTrue();
            }
        }
    }

    @Test
    void givesALabelTheFrameThatWasReadBefore() {
        FrameMemory memory = new FrameMemory(1000);
        Predicate<Result> hasFrame =
                label -> ((Result.Labelled) memory.join(label)).frame().isPresent();
        memory.join(ResultSamples.denoised("a", 400));
        memory.join(ResultSamples.denoised("b", 400));
        memory.join(ResultSamples.denoised("c", 400));

        assertThat(hasFrame.test(ResultSamples.labelled("a"))).isFalse();
        assertThat(hasFrame.test(ResultSamples.labelled("b"))).isTrue();
        assertThat(hasFrame.test(ResultSamples.labelled("b"))).isFalse();
        assertThat(hasFrame.test(ResultSamples.labelled("c"))).isTrue();
    }

    @Test
    void closingEndsAReadingThatIsUnderWay() throws Exception {
        Topics topics = topics("closing.");
        LimpidClient client = builder(topics).connect();
        Results results = client.results();
        CompletableFuture<Long> count =
                CompletableFuture.supplyAsync(() -> results.stream().count());
        CompletionStage<Result.Denoised> unanswered = client.denoise(ImageRequest.ofFile(PNG));

        client.close();

        assertThat(await(count)).isZero();
        assertThat(failureOf(unanswered)).hasMessageContaining("closed before the answer");
        assertThat(failureOf(client.publish(ImageRequest.ofFile(PNG)))).hasMessageContaining("the client is closed");
        assertThat(results.next(Duration.ofSeconds(1))).isEqualTo(Optional.empty());
    }

    @Test
    void tellsOfTimeAndRoom() throws Exception {
        Topics topics = topics("limits.");
        try (FakeServices services = new FakeServices(BROKER, topics);
                LimpidClient client = builder(topics)
                        .answerTimeout(Duration.ofSeconds(8))
                        .maxInFlight(1)
                        .maxImageBytes(PNG.length)
                        .connect()) {
            CompletionStage<Result.Denoised> mute =
                    client.denoise(ImageRequest.ofFile(PNG).withModel("mute"));
            Throwable tooMany = failureOf(client.denoise(ImageRequest.ofFile(PNG)));

            assertThat(tooMany).hasMessageContaining("at most 1 images to wait");
            assertThat(failureOf(mute)).isInstanceOf(NoAnswerException.class).hasMessageContaining("within 8000 ms");
            assertThat(failureOf(client.publish(ImageRequest.of(new byte[PNG.length + 1], "image/png"))))
                    .hasMessageContaining("at most " + PNG.length + " bytes");
            assertThat(await(client.denoise(ImageRequest.ofFile(PNG))).frame()).isNotNull();
        }
    }

    @Test
    void anEventIdWaitsOnce() throws Exception {
        Topics topics = topics("twice.");
        try (LimpidClient client = builder(topics).connect()) {
            client.denoise(ImageRequest.ofFile(PNG).withEventId("same"));

            assertThat(failureOf(client.denoise(ImageRequest.ofFile(PNG).withEventId("same"))))
                    .hasMessageContaining("found same twice");
        }
    }

    @Test
    void readsPartitionsThatAreAddedLater() throws Exception {
        Topics topics = topics("grown.");
        try (LimpidClient client =
                        builder(topics).kafka("metadata.max.age.ms", "500").connect();
                Results results = client.results(ResultSelection.fromNow(ResultKind.DENOISED));
                Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrap()));
                KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            admin.createPartitions(Map.of(topics.denoised(), NewPartitions.increaseTo(3)))
                    .all()
                    .get();
            // a producer may know the old number of partitions for a moment
            Awaitility.await()
                    .ignoreExceptions()
                    .atMost(PATIENCE)
                    .until(() -> producer.partitionsFor(topics.denoised()).size() == 3);
            producer.send(new ProducerRecord<>(
                    topics.denoised(),
                    2,
                    null,
                    DenoisedFrame.newBuilder().setId("new").build().toByteArray()));

            assertThat(read(results, 1))
                    .singleElement()
                    .extracting(Result::imageId)
                    .isEqualTo("new");
        }
    }

    @Test
    void saysWhenThereIsNoBrokerOrTopic() throws Exception {
        LimpidClientBuilder nobody = LimpidClient.builder("127.0.0.1:1").connectTimeout(Duration.ofSeconds(1));
        assertThatThrownBy(nobody::connect)
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("no Kafka broker answers at 127.0.0.1:1");

        try (LimpidClient client = builder(new Topics("missing.")).connect()) {
            assertThat(failureOf(client.publish(ImageRequest.ofFile(PNG))))
                    .isInstanceOf(MissingTopicException.class)
                    .hasMessageContaining("no topic missing.images.noisy");
            assertThatThrownBy(client::results).isInstanceOf(MissingTopicException.class);
        }
    }

    @Test
    void refusesWhatItsPromisesRestOn() {
        LimpidClientBuilder builder = LimpidClient.builder("x:1").kafka("isolation.level", "read_uncommitted");

        assertThatThrownBy(builder::connect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("isolation.level can't be set");
        assertThatThrownBy(() -> ImageRequest.ofFile("text".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 4 bytes that begin as none of them");
        assertThat(new KafkaSettings("x:1", "id", Map.of("ssl.key.password", "hidden")).toString())
                .doesNotContain("hidden");
    }

    @Test
    void failsToPublishWhenTheBrokerGoesAway() throws Exception {
        try (TemporaryBroker broker = TemporaryBroker.start()) {
            Topics topics = new Topics("");
            broker.createTopics(1, topics.noisy());
            try (LimpidClient client = LimpidClient.builder(broker.bootstrap())
                    .kafka("request.timeout.ms", "2000")
                    .kafka("delivery.timeout.ms", "8000")
                    .connect()) {
                await(client.publish(ImageRequest.ofFile(PNG)));
                broker.stop();

                assertThatThrownBy(() -> await(client.publish(ImageRequest.ofFile(PNG))))
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOf(BrokerUnavailableException.class)
                        .hasMessageContaining("did not store image");
            }
        }
    }
}
