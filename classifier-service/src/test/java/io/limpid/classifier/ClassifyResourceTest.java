package io.limpid.classifier;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Head;
import io.limpid.contracts.v1.Task;
import io.limpid.direct.DirectSettings;
import io.limpid.direct.RefusedCall;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.ManagementInterface;
import io.limpid.fixtures.Publications;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.StreamProbe;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.pipeline.PixelBudget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ClassifyResourceTest.Broker.class)
class ClassifyResourceTest {
    private static final Topics TOPICS = new Topics("direct.");
    private static final ImageCodec CODEC = new ImageCodec(PayloadLimits.STANDARD);

    /** A real broker for the service as it is deployed. */
    public static final class Broker implements QuarkusTestResourceLifecycleManager {
        private TemporaryBroker broker;

        @Override
        public Map<String, String> start() {
            broker = TemporaryBroker.start();
            return Map.of(
                    "limpid.kafka.bootstrap.servers", broker.bootstrap(),
                    "limpid.topic-prefix", TOPICS.prefix(),
                    "limpid.model-cache", broker.folder().resolve("cache").toString(),
                    "quarkus.http.test-port", "0",
                    "quarkus.management.test-port", "0");
        }

        @Override
        public void stop() {
            broker.close();
        }
    }

    @ConfigProperty(name = "limpid.kafka.bootstrap.servers")
    String bootstrap;

    @BeforeEach
    void publish() throws IOException {
        if (given().get("/v2/models/head/ready").statusCode() == 200) {
            return;
        }
        publish("frames", Task.CLASSIFY_FRAME, "", FixtureModels.frameClassifier(1, Frames.SIDE, Frames.SIDE));
        publish("head", Task.CLASSIFY_LATENT, "space", FixtureModels.latentHead(4, "space"));
    }

    private void publish(String name, Task task, String space, byte[] onnx) throws IOException {
        Path file = Files.createTempFile(name, ".onnx");
        file.toFile().deleteOnExit();
        try (StreamProbe probe = new StreamProbe(bootstrap)) {
            probe.awaitTopic(TOPICS.models());
            probe.publish(
                    TOPICS.models(),
                    Publications.live(file, name, 1, task, onnx, space).build());
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/v2/models/" + name + "/ready").statusCode() == 200);
    }

    @Test
    void tellsHealthAndMetricsOnlyWhereThePublicDoesNotCome() throws Exception {
        assertThat(ManagementInterface.faults(name -> ConfigProvider.getConfig().getValue(name, String.class), "/v2"))
                .isEmpty();
    }

    @Test
    void labelsAPictureByAFrameClassifier() throws Exception {
        DenoisedFrame frame = Frames.frame("x", 2, "", 0f);
        byte[] png = CODEC.encodeBytes(CODEC.decode(frame.getImage()), Encoding.PNG);

        given().contentType("image/png")
                .body(png)
                .post("/classify")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("label", equalTo("frame-2"))
                .body("classIndex", equalTo(2))
                .body("head", equalTo("FRAME"))
                .body("classifier.name", equalTo("frames"));
    }

    @Test
    void labelsAFrameByTheHeadThatKnowsItsLatentSpace() throws Exception {
        byte[] frame = Frames.frame("mine", 2, "space", 0f, 0f, 0f, 1f).toByteArray();

        Classification byHead = Classification.parseFrom(given().contentType(ContentType.PROTOBUF)
                .accept(ContentType.PROTOBUF)
                .body(frame)
                .post("/classify")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray());

        assertThat(byHead.getId()).isEqualTo("mine");
        assertThat(byHead.getHead()).isEqualTo(Head.LATENT);
        assertThat(byHead.getLabel()).isEqualTo("latent-3");
        given().contentType(ContentType.PROTOBUF)
                .header("classifier", "frames")
                .body(frame)
                .post("/classify")
                .then()
                .statusCode(200)
                .body("label", equalTo("frame-2"));
    }

    @Test
    void speaksTheOpenInferenceProtocolForBothKinds() {
        given().get("/v2").then().statusCode(200).body("name", equalTo("limpid-classifier"));
        given().get("/v2/models/frames")
                .then()
                .statusCode(200)
                .body("inputs[0].shape", contains(-1, 1, Frames.SIDE, Frames.SIDE))
                .body("outputs.name", contains("scores"));
        List<Float> scores = given().contentType("application/json")
                .body("{\"inputs\":[{\"name\":\"latent\",\"shape\":[2,4],\"datatype\":\"FP32\","
                        + "\"data\":[[1,0,0,0],[0,0,0,1]]}]}")
                .post("/v2/models/head/infer")
                .then()
                .statusCode(200)
                .body("outputs[0].shape", contains(2, 4))
                .extract()
                .path("outputs[0].data");
        assertThat(scores).hasSize(8);
        assertThat(scores.get(0)).isCloseTo(1, within(0.01f)).isEqualTo(scores.get(7));
    }

    @Test
    void describesItselfWithTheFormsOfItsRefusals() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/classify'.post.responses.'413'.content", hasKey("application/problem+json"))
                .body(
                        "paths.'/v2/models/{model}'.get.responses.'404'.content.'application/json'.schema.'$ref'",
                        equalTo("#/components/schemas/ProtocolError"))
                .body("components.schemas", hasKey("Problem"));
    }

    @Test
    void refusesWithAReason() {
        refused("image/png", "no image".getBytes(StandardCharsets.UTF_8), 400, "UNDECODABLE");
        refused("image/png", SampleImages.greyPng(5, 5, 1), 422, "NO_MODEL");
        refused(ContentType.PROTOBUF, new byte[] {1, 2, 3}, 400, "MALFORMED_FRAME");
        refused(ContentType.PROTOBUF, Frames.frame("short", 2, "space", 1f).toByteArray(), 400, "MALFORMED_FRAME");
        refused(ContentType.PROTOBUF, DenoisedFrame.getDefaultInstance().toByteArray(), 400, "MALFORMED_FRAME");
    }

    private static void refused(String contentType, byte[] body, int status, String reason) {
        given().contentType(contentType)
                .body(body)
                .post("/classify")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("reason", equalTo(reason))
                .body("detail", containsString("expected"));
    }

    @Test
    void withoutAModelCallersAreToldToComeLater() {
        DirectSettings settings =
                new DirectSettings(true, 1, 1, Duration.ofMinutes(1), PayloadLimits.STANDARD, 1 << 20);
        DirectClassifying none =
                new DirectClassifying(new ModelCatalogue<>(), PixelBudget.ofHeap(), settings, settings.turns());

        assertThatThrownBy(() -> none.classify(SampleImages.greyPng(4, 4, 1), new RecordHeaders()))
                .isInstanceOfSatisfying(RefusedCall.class, refused -> assertThat(refused.status())
                        .isEqualTo(503));
    }
}
