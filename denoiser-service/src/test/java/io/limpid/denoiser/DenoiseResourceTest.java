package io.limpid.denoiser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.NoisyImage;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.StreamProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BrokerAndModels.class)
class DenoiseResourceTest {
    private static final int SIDE = 28;
    private static final ImageCodec CODEC = new ImageCodec(PayloadLimits.STANDARD);

    @ConfigProperty(name = "limpid.kafka.bootstrap.servers")
    String bootstrap;

    @BeforeEach
    void publish() {
        if (given().get("/v2/models/digits/ready").statusCode() != 200) {
            BrokerAndModels.publish(
                    bootstrap, "digits", 3, FixtureModels.denoiser(1, SIDE, SIDE, 0.5f, "half"), "half");
            BrokerAndModels.publish(bootstrap, "scored", 4, FixtureModels.scoringDenoiser(3, 8, 8, 1, "same"), "same");
        }
    }

    private static Response denoise(String contentType, byte[] image) {
        // else the client would take the bytes for a form's fields
        EncoderConfig asTheyAre = EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .encodeContentTypeAs(contentType, io.restassured.http.ContentType.BINARY);
        return given().config(RestAssuredConfig.config().encoderConfig(asTheyAre))
                .contentType(contentType)
                .body(image)
                .post("/denoise");
    }

    private static float[] pixels(byte[] file, Encoding encoding) throws Exception {
        return CODEC.decodeFile(file, encoding).toArray();
    }

    /** What curl says of a body when it is told nothing, and what says nothing, count as no content type. */
    @ParameterizedTest
    @ValueSource(strings = {"image/png", "application/octet-stream", "application/x-www-form-urlencoded"})
    void answersWithTheImageAndItsDetails(String contentType) throws Exception {
        byte[] noisy = SampleImages.greyPng(SIDE, SIDE, 5);

        Response answer = denoise(contentType, noisy);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("image/png");
        assertThat(answer.header("limpid-model")).isEqualTo("digits");
        assertThat(answer.header("limpid-model-version")).isEqualTo("3");
        assertThat(answer.header("limpid-latent-size")).isEqualTo("4");
        assertThat(answer.header("limpid-width")).isEqualTo("28");
        assertThat(answer.header("limpid-anomaly-score")).isNull();
        assertThat(answer.header("Server-Timing"))
                .matches("decode;dur=\\d+\\.\\d{3}, infer;dur=\\d+\\.\\d{3}, encode;dur=\\d+\\.\\d{3}");
        float before = Float.parseFloat(answer.header("limpid-noise-sigma"));
        assertThat(before).isPositive();
        assertThat(Float.parseFloat(answer.header("limpid-residual-sigma"))).isCloseTo(before / 2, within(0.01f));
        float[] expected = pixels(noisy, Encoding.PNG);
        float[] found = pixels(answer.asByteArray(), Encoding.PNG);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i] / 2, within(0.003f));
        }
    }

    @Test
    void answersInTheEncodingThatCameOrTheOneAskedFor() {
        byte[] jpeg = SampleImages.file("jpg", SampleImages.image(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY, 6));

        denoise("image/jpeg", jpeg).then().statusCode(200).contentType("image/jpeg");
        Response floats = given().contentType("image/jpeg")
                .accept("text/html, image/x-float32")
                .body(jpeg)
                .post("/denoise");

        assertThat(floats.contentType()).isEqualTo("image/x-float32");
        assertThat(floats.asByteArray()).hasSize(SIDE * SIDE * Float.BYTES);
    }

    @Test
    void keepsSixteenBits() throws IOException {
        BufferedImage deep = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(3, 2, 0, 0x8642);

        byte[] answer = denoise("image/png", SampleImages.file("png", deep))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        BufferedImage denoised = ImageIO.read(new ByteArrayInputStream(answer));
        assertThat(denoised.getColorModel().getPixelSize()).isEqualTo(16);
        assertThat(denoised.getRaster().getSample(3, 2, 0)).isEqualTo(0x4321);
    }

    @Test
    void tellsAllOfItAsAMessage() throws Exception {
        byte[] noisy = SampleImages.rgbPng(8, 8, 7);

        ValidatableResponse json = given().contentType("image/png")
                .accept("application/json")
                .body(noisy)
                .post("/denoise")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("denoiser.name", equalTo("scored"))
                .body("denoiser.latentSpace", equalTo("same"))
                .body("latent.size()", equalTo(12))
                .body("stageTimes.batch", equalTo(1))
                .body("image.encoding", equalTo("PNG"));
        DenoisedFrame message = DenoisedFrame.parseFrom(given().contentType("image/png")
                .accept(ContentType.PROTOBUF)
                .body(noisy)
                .post("/denoise")
                .then()
                .statusCode(200)
                .contentType(ContentType.PROTOBUF)
                .extract()
                .asByteArray());

        assertThat(message.getAnomalyScore()).isNotZero();
        json.body("anomalyScore", equalTo(message.getAnomalyScore()));
        assertThat(denoise("image/png", noisy).header("limpid-anomaly-score"))
                .isEqualTo(Float.toString(message.getAnomalyScore()));
    }

    @Test
    void takesMessagesAndTheNameOfAModel() throws Exception {
        NoisyImage message = NoisyImage.newBuilder()
                .setId("mine")
                .setImage(Image.newBuilder()
                        .setEncoding(Encoding.PNG)
                        .setData(com.google.protobuf.ByteString.copyFrom(SampleImages.greyPng(SIDE, SIDE, 1))))
                .build();

        given().contentType(ContentType.PROTOBUF)
                .accept("application/json")
                .header("model", "digits")
                .body(message.toByteArray())
                .post("/denoise")
                .then()
                .statusCode(200)
                .body("id", equalTo("mine"));
        given().contentType("image/png")
                .header("model", "scored")
                .body(SampleImages.greyPng(SIDE, SIDE, 1))
                .post("/denoise")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("reason", equalTo("NO_MODEL"))
                .body("detail", containsString("scored takes [3,8,8]"));
    }

    @ParameterizedTest
    @CsvSource({
        "text, image/png, 400, UNDECODABLE",
        "empty, image/png, 400, EMPTY",
        "text, '', 415, UNKNOWN_CONTENT",
        "text, video/mp4, 415, UNSUPPORTED_CONTENT_TYPE",
        "wide, image/png, 422, TOO_MANY_PIXELS",
        "heavy, image/png, 413, TOO_MANY_BYTES",
        "other, image/png, 422, NO_MODEL",
        "text, application/x-protobuf, 400, UNDECODABLE",
    })
    void refusesWithAReason(String what, String contentType, int status, String reason) {
        byte[] body =
                switch (what) {
                    case "text" -> "not an image".getBytes(StandardCharsets.UTF_8);
                    case "wide" -> SampleImages.greyPng(BrokerAndModels.MAX_PIXELS + 1, 1, 1);
                    case "heavy" -> new byte[BrokerAndModels.MAX_BYTES + 1];
                    case "other" -> SampleImages.greyPng(5, 5, 1);
                    default -> new byte[0];
                };

        denoise(contentType.isEmpty() ? "application/octet-stream" : contentType, body)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("reason", equalTo(reason))
                .body("status", equalTo(status))
                .body("detail", containsString("expected"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage///", ";", "a"})
    void aMalformedAcceptIsRefused(String accept) {
        given().contentType("image/png")
                .header("accept", accept)
                .body(SampleImages.greyPng(SIDE, SIDE, 1))
                .post("/denoise")
                .then()
                .statusCode(406)
                .body("detail", containsString("expected media types in the accept header"));
    }

    @Test
    void refusesAnAcceptHeaderThatNamesNothingOfOurs() {
        given().contentType("image/png")
                .accept("video/mp4")
                .body(SampleImages.greyPng(SIDE, SIDE, 1))
                .post("/denoise")
                .then()
                .statusCode(406)
                .body("reason", equalTo("UNSUPPORTED_ACCEPT"))
                .body("title", equalTo("Not Acceptable"));
    }

    /** Both go through the same session: neither loses or mixes up anything, and calls that never end don't keep the stream from its own. */
    @Test
    void callsAndTheStreamGoOnTogether() throws Exception {
        int records = 400;
        byte[] inStream = SampleImages.greyPng(SIDE, SIDE, 11);
        byte[] called = SampleImages.greyPng(SIDE, SIDE, 12);
        byte[] expected = denoise("image/png", called).asByteArray();
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService callers = Executors.newFixedThreadPool(3);
        try (StreamProbe probe = new StreamProbe(bootstrap)) {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(callers.submit(() -> {
                    int answered = 0;
                    for (; !enough.get(); answered++) {
                        assertThat(denoise("image/png", called).asByteArray()).isEqualTo(expected);
                    }
                    return answered;
                }));
            }
            for (int i = 0; i < records; i++) {
                probe.send(new ProducerRecord<>(
                        BrokerAndModels.TOPICS.noisy(), ("together-" + i).getBytes(StandardCharsets.UTF_8), inStream));
            }
            Set<String> answered = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> frame : probe.committed(BrokerAndModels.TOPICS.denoised(), records)) {
                DenoisedFrame message = DenoisedFrame.parseFrom(frame.value());
                assertThat(answered.add(message.getId())).as(message.getId()).isTrue();
                assertThat(message.getImage().getData().toByteArray()).isNotEqualTo(expected);
            }
            assertThat(answered).hasSize(records);
            enough.set(true);
            for (Future<Integer> call : calls) {
                assertThat(call.get()).isPositive();
            }
        } finally {
            enough.set(true);
            callers.shutdownNow();
        }
    }
}
