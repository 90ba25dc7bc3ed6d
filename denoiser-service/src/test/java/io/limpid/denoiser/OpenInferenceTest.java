package io.limpid.denoiser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.ManagementInterface;
import io.limpid.fixtures.SampleImages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BrokerAndModels.class)
class OpenInferenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String JSON_LENGTH = "Inference-Header-Content-Length";
    private static final int PIXELS = 16;

    @ConfigProperty(name = "limpid.kafka.bootstrap.servers")
    String bootstrap;

    @TestHTTPResource
    URI address;

    @BeforeEach
    void publish() {
        if (given().get("/v2/models/half/versions/7/ready").statusCode() != 200) {
            BrokerAndModels.publish(bootstrap, "half", 7, FixtureModels.denoiser(1, 4, 4, 0.5f, "half"), "half");
        }
    }

    @Test
    void tellsHealthAndMetricsOnlyWhereThePublicDoesNotCome() throws Exception {
        assertThat(ManagementInterface.faults(name -> ConfigProvider.getConfig().getValue(name, String.class), "/v2"))
                .isEmpty();
    }

    @Test
    void tellsWhatTheServerIsAndThatItIsReady() {
        given().get("/v2")
                .then()
                .statusCode(200)
                .body("name", equalTo("limpid-denoiser"))
                .body("extensions", contains("binary_tensor_data"))
                .body("$", hasKey("version"));
        given().get("/v2/").then().statusCode(200).body("name", equalTo("limpid-denoiser"));
        given().get("/v2/health/live").then().statusCode(200).body("live", equalTo(true));
        given().get("/v2/health/ready").then().statusCode(200).body("ready", equalTo(true));
    }

    @ParameterizedTest
    @CsvSource({"/v2/models/half", "/v2/models/half/versions/7"})
    void tellsWhatAModelTakesAndYields(String path) {
        given().get(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("half"))
                .body("versions", contains("7"))
                .body("platform", equalTo("onnx_onnxv1"))
                .body("inputs.name", contains("image"))
                .body("inputs.datatype", contains("FP32"))
                .body("inputs[0].shape", contains(-1, 1, 4, 4))
                .body("outputs.name", contains("denoised", "latent"))
                .body("outputs[1].shape", contains(-1, 4));
        given().get(path + "/ready").then().statusCode(200).body("name", equalTo("half"));
    }

    @Test
    void whatIsNotLiveIsNotFoundAndTheErrorTellsWhatIs() {
        for (String path : List.of("/v2/models/none", "/v2/models/none/ready", "/v2/models/half/versions/8/ready")) {
            given().get(path).then().statusCode(404).body("error", containsString("half version 7"));
        }
        infer("half/versions/8", request("[1,1,4,4]", flat(0.5f))).statusCode(404);
        given().get("/v2/nothing").then().statusCode(404).body("error", containsString("/q/openapi"));
        given().get("/v2/models/half/infer").then().statusCode(405).body("error", containsString("methods"));
    }

    private static ValidatableResponse infer(String model, String body) {
        return given().contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v2/models/" + model + "/infer")
                .then();
    }

    private static String request(String shape, String data) {
        return "{\"id\":\"42\",\"inputs\":[{\"name\":\"image\",\"datatype\":\"FP32\",\"shape\":" + shape + ",\"data\":"
                + data + "}]}";
    }

    private static String flat(float value) {
        return Arrays.toString(SampleImages.uniform(PIXELS, value));
    }

    @Test
    void runsNumbersFlatOrNestedAndGivesTheIdBack() throws IOException {
        String row = "[0.5,0.5,0.5,0.5]";
        String nested = "[[[" + String.join(",", row, row, row, row) + "]]]";

        for (String data : List.of(flat(0.5f), nested)) {
            JsonNode answer = JSON.readTree(infer("half", request("[1,1,4,4]", data))
                    .statusCode(200)
                    .contentType("application/json")
                    .extract()
                    .asString());

            assertThat(answer.path("model_name").asText()).isEqualTo("half");
            assertThat(answer.path("model_version").asText()).isEqualTo("7");
            assertThat(answer.path("id").asText()).isEqualTo("42");
            assertThat(answer.at("/outputs/0/name").asText()).isEqualTo("denoised");
            assertThat(answer.at("/outputs/0/shape").toString()).isEqualTo("[1,1,4,4]");
            assertThat(answer.at("/outputs/0/data")).hasSize(PIXELS).allMatch(value -> value.floatValue() == 0.25f);
            assertThat(answer.at("/outputs/1/shape").toString()).isEqualTo("[1,4]");
            assertThat(answer.at("/outputs/1/data")).allMatch(value -> value.floatValue() == 0.5f);
        }
    }

    /** Tensors are raw: it is the stream, and /denoise, that refuse pictures outside of [0,1]. */
    @Test
    void valuesBeyondPicturesReachTheModel() throws IOException {
        JsonNode answer = JSON.readTree(infer("half", request("[1,1,4,4]", flat(255)))
                .statusCode(200)
                .extract()
                .asString());

        assertThat(answer.at("/outputs/1/name").asText()).isEqualTo("latent");
        assertThat(answer.at("/outputs/1/data")).hasSize(4).allMatch(value -> value.floatValue() == 255);
    }

    /** More images than run at once, so that they are run in pieces and put together again. */
    @Test
    void runsBinaryTensorsOfManyImages() throws IOException {
        int images = 100;
        float[] pixels = SampleImages.noise(images * PIXELS, 3);
        byte[] json = ("{\"parameters\":{\"binary_data_output\":true},\"inputs\":[{\"name\":\"image\",\"shape\":["
                        + images
                        + ",1,4,4],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":" + pixels.length * 4
                        + "}}],\"outputs\":[{\"name\":\"latent\",\"parameters\":{\"binary_data\":false}},{\"name\":\"denoised\"}]}")
                .getBytes(StandardCharsets.UTF_8);

        Response answer = given().contentType("application/octet-stream")
                .header(JSON_LENGTH, json.length)
                .body(ByteBuffer.allocate(json.length + pixels.length * 4)
                        .put(json)
                        .put(littleEndian(pixels))
                        .array())
                .post("/v2/models/half/versions/7/infer");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/octet-stream");
        byte[] body = answer.asByteArray();
        int length = Integer.parseInt(answer.header(JSON_LENGTH));
        JsonNode told = JSON.readTree(body, 0, length);
        assertThat(told.at("/outputs/0/data")).hasSize(images * 4);
        assertThat(told.at("/outputs/1/parameters/binary_data_size").asInt()).isEqualTo(pixels.length * 4);
        assertThat(told.at("/outputs/1").has("data")).isFalse();
        ByteBuffer denoised =
                ByteBuffer.wrap(body, length, body.length - length).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(denoised.remaining()).isEqualTo(pixels.length * 4);
        for (float pixel : pixels) {
            assertThat(denoised.getFloat()).isCloseTo(pixel / 2, within(1e-6f));
        }
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    @Test
    void refusesWhatTheModelDoesNotTakeNamingExpectedAndFound() {
        infer("half", request("[1,1,4,5]", "[]")).statusCode(400).body("error", containsString("expected 20 values"));
        infer("half", request("[1,4,4]", flat(0)))
                .statusCode(400)
                .body(
                        "error",
                        equalTo("input 'image': expected shape [-1, 1, 4, 4], where -1 is any size of at least 1,"
                                + " found [1, 4, 4]"));
        infer("half", request("[1,1,4,4]", flat(0)).replace("FP32", "INT64"))
                .statusCode(400)
                .body("error", equalTo("input 'image': expected datatype FP32, found 'INT64'"));
        infer("half", request("[1,1,4,4]", flat(0)).replace("\"image\"", "\"picture\""))
                .statusCode(400)
                .body("error", equalTo("expected one input 'image', found [picture]"));
        infer("half", request("[1,1,4,4]", flat(0)).replace("}]}", "}],\"outputs\":[{\"name\":\"scores\"}]}"))
                .statusCode(400)
                .body("error", containsString("expected outputs of [denoised, latent]"));
    }

    @Test
    void refusesMoreThanTheLimits() {
        BrokerAndModels.publish(bootstrap, "any", 1, FixtureModels.anySizeDenoiser(1, 1, "any"), "any");

        byte[] large = new byte[BrokerAndModels.MAX_BYTES + 1];
        given().contentType("application/json")
                .body(large)
                .post("/v2/models/half/infer")
                .then()
                .statusCode(413)
                .body("error", containsString("limpid.max-bytes"));
        infer("any", request("[1,1,101,100]", zeros(10_100)))
                .statusCode(422)
                .body("error", containsString("at most 10000 pixels"));
        infer("any", request("[9,1,100,100]", zeros(90_000)))
                .statusCode(422)
                .body("error", containsString("ask for binary data"));
    }

    private static String zeros(int count) {
        return "[" + "0,".repeat(count - 1) + "0]";
    }

    /** All of them say that a body will follow, and then don't send it. */
    @Test
    void moreCallsThanAreLetInAreToldToComeLater() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < BrokerAndModels.MOST; i++) {
                waiting.add(silent());
            }
            await().atMost(PATIENCE)
                    .until(() -> infer("half", request("[1,1,4,4]", flat(0)))
                                    .extract()
                                    .statusCode()
                            == 503);

            infer("half", request("[1,1,4,4]", flat(0)))
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("error", containsString("limpid.direct.most"));
            given().get("/v2/health/ready").then().statusCode(200);
            // other ways to write the same address
            for (String path : List.of("/denoise/", "/denoise;a=b", "/v2/models/half;a=b/infer", "//denoise")) {
                given().urlEncodingEnabled(false)
                        .body(new byte[10])
                        .post(path)
                        .then()
                        .statusCode(503);
            }
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
        await().atMost(PATIENCE)
                .until(() ->
                        infer("half", request("[1,1,4,4]", flat(0))).extract().statusCode() == 200);
    }

    private Socket silent() throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.getOutputStream()
                .write("POST /v2/models/half/infer HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Each answer is wholly of the version it names, whatever is swapped meanwhile. */
    @Test
    void callsGoOnWhileModelsAreSwapped() throws Exception {
        BrokerAndModels.publish(bootstrap, "swapped", 1, FixtureModels.denoiser(1, 4, 4, 0.01f, "s"), "s");
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService callers = Executors.newFixedThreadPool(2);
        List<Future<Integer>> calls = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                calls.add(callers.submit(() -> callUntil(stop)));
            }
            for (int version = 2; version <= 8; version++) {
                BrokerAndModels.publish(
                        bootstrap, "swapped", version, FixtureModels.denoiser(1, 4, 4, version / 100f, "s"), "s");
            }
        } finally {
            stop.set(true);
            callers.shutdown();
        }
        for (Future<Integer> call : calls) {
            assertThat(call.get()).isPositive();
        }
    }

    private static int callUntil(AtomicBoolean stop) throws IOException {
        int answered = 0;
        String body = request("[64,1,4,4]", Arrays.toString(SampleImages.uniform(64 * PIXELS, 1)));
        while (!stop.get()) {
            JsonNode answer = JSON.readTree(infer("swapped", body).extract().asString());
            assertThat(answer.has("error")).as(answer.toString()).isFalse();
            float expected = answer.path("model_version").asInt() / 100f;
            assertThat(answer.at("/outputs/0/data"))
                    .hasSize(64 * PIXELS)
                    .allMatch(value -> Math.abs(value.floatValue() - expected) < 1e-6f);
            answered++;
        }
        return answered;
    }

    @Test
    void isDescribed() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/v2/models/{model}/infer"))
                .body("paths", hasKey("/v2/health/ready"))
                .body("paths", hasKey("/denoise"))
                .body("paths.'/v2/models/{model}/infer'.post.responses", hasKey("503"));
    }
}
