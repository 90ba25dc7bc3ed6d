package io.limpid.studio;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.fixtures.ManagementInterface;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.StreamProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class StudioTest {
    private static final Topics TOPICS = RealBroker.TOPICS;

    @ConfigProperty(name = "limpid.kafka.bootstrap.servers")
    String bootstrap;

    @TestHTTPResource("/")
    URI page;

    private StreamProbe probe;

    @BeforeEach
    void connect() {
        probe = new StreamProbe(bootstrap);
        probe.awaitTopic(TOPICS.trainingRequestsDead());
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void tellsHealthAndMetricsOnlyWhereThePublicDoesNotCome() throws Exception {
        assertThat(ManagementInterface.faults(name -> ConfigProvider.getConfig().getValue(name, String.class), "/"))
                .isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void servesThePageAndAllItNeedsFromItself() throws NoSuchAlgorithmException {
        String index = given().get("/").then().statusCode(200).extract().asString();
        Matcher map = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL)
                .matcher(index);
        assertThat(map.find()).isTrue();
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes(map.group(1))));

        String policy = given().get("/").getHeader("Content-Security-Policy");

        assertThat(policy).contains("'sha256-" + hash + "'").doesNotContain("unsafe");
        List<String> needed = Pattern.compile("\"/?((webjars|js|css)/[^\"]+\\.(js|css))\"")
                .matcher(index)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(needed)
                .hasSizeGreaterThan(5)
                .allSatisfy(path -> given().get("/" + path).then().statusCode(200));
        assertThat(index).doesNotContain("http:").doesNotContain("https:");
    }

    @Test
    void thePageHasWordsForEveryReason() {
        String words =
                given().get("/js/reasons.js").then().statusCode(200).extract().asString();

        assertThat(DeadLetter.REASONS).allSatisfy(reason -> assertThat(words).contains("  " + reason + ": ['"));
    }

    @Test
    void sendsAnImageAndFindsItsAnswers() {
        byte[] png = SampleImages.greyPng(28, 28, 3);
        String id = send(png, "image/png", "gaussian:0.2").extract().path("id");
        assertThat(await().until(() -> noisy(id), found -> !found.isEmpty())).hasSize(1);
        DenoisedFrame frame = DenoisedFrame.newBuilder()
                .setId(id)
                .setImage(Image.newBuilder()
                        .setEncoding(Encoding.PNG)
                        .setWidth(28)
                        .setHeight(28)
                        .setChannels(1)
                        .setData(ByteString.copyFrom(png)))
                .addAllLatent(List.of(-1f, 0.5f))
                .setDenoiser(ModelRef.newBuilder().setName("digits").setVersion(-1))
                .setNoiseSigma(0.19f)
                .build();
        probe.send(new ProducerRecord<>(TOPICS.denoised(), bytes(id), frame.toByteArray()));
        Classification label = Classification.newBuilder()
                .setId(id)
                .setLabel("seven")
                .setConfidence(0.75f)
                .addAllScores(List.of(0.25f, 0.75f))
                .build();
        probe.send(new ProducerRecord<>(
                TOPICS.labels(), bytes(id), new ClassificationJson().serialize(TOPICS.labels(), label)));

        await().until(() -> view(id).extract().path("labelled.label"), "seven"::equals);
        view(id).body("denoised.model", equalTo("digits"))
                .body("denoised.version", equalTo("18446744073709551615"))
                .body("denoised.noiseSigma", equalTo(0.19f))
                .body("denoised.latent.size()", equalTo(2))
                .body("labelled.scores[1].probability", equalTo(0.75f))
                .body("pictures", equalTo(List.of("noisy", "denoised", "difference")));
        for (String kind : List.of("noisy", "denoised", "difference")) {
            given().get("/api/images/" + id + "/" + kind).then().statusCode(200).contentType("image/png");
        }
    }

    @Test
    void asksForTheDenoiserThatIsNamed() {
        String id = given().contentType("image/png")
                .queryParam("model", "documents")
                .body(SampleImages.greyPng(28, 28, 3))
                .post("/api/images")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        assertThat(await().until(() -> noisy(id), found -> !found.isEmpty()))
                .singleElement()
                .satisfies(sent -> assertThat(HeaderNames.text(sent.headers(), HeaderNames.MODEL))
                        .contains("documents"));
    }

    private static ValidatableResponse send(byte[] image, String contentType, String noise) {
        return given().contentType(contentType)
                .queryParam("noise", noise)
                .body(image)
                .post("/api/images")
                .then()
                .statusCode(202);
    }

    /** What lies in the noisy topic under a key. */
    private List<ConsumerRecord<byte[], byte[]>> noisy(String id) {
        return probe.committed(TOPICS.noisy(), 1).stream()
                .filter(found -> new String(found.key(), StandardCharsets.UTF_8).equals(id))
                .toList();
    }

    private static ValidatableResponse view(String id) {
        return given().get("/api/images/" + id).then().statusCode(200);
    }

    @Test
    void tellsWhyAnImageWasRefusedListsItAndReplaysIt() {
        String id = send(bytes("no image"), "application/octet-stream", "none")
                .extract()
                .path("id");
        ConsumerRecord<byte[], byte[]> source =
                new ConsumerRecord<>(TOPICS.noisy(), 1, 7, bytes(id), bytes("no image"));
        source.headers().add("mine", bytes("kept"));
        probe.send(dead(source));

        await().until(() -> view(id).extract().path("refused.reason"), "UNKNOWN_CONTENT"::equals);
        ValidatableResponse list = given().get("/api/dead")
                .then()
                .statusCode(200)
                .body("key", hasItem(id))
                .body("source", hasItem(TOPICS.noisy() + "-1@7"));
        int partition = list.extract().path("find { it.key == '" + id + "' }.partition");
        int offset = list.extract().path("find { it.key == '" + id + "' }.offset");
        String place = "/api/dead/" + TOPICS.noisyDead() + "/" + partition + "/" + offset;
        given().get(place + "/picture").then().statusCode(204);
        given().post(place + "/replay").then().statusCode(204);

        List<ConsumerRecord<byte[], byte[]>> all = await().until(() -> noisy(id), found -> found.size() == 2);
        assertThat(HeaderNames.text(all.get(1).headers(), "mine")).contains("kept");
        assertThat(all.get(1).headers().lastHeader(HeaderNames.DEAD_LETTER_REASON))
                .isNull();
        assertThat(all.get(1).value()).isEqualTo(bytes("no image"));
    }

    private static ProducerRecord<byte[], byte[]> dead(ConsumerRecord<byte[], byte[]> source) {
        return new ProducerRecord<>(
                TOPICS.noisyDead(),
                null,
                source.key(),
                source.value(),
                new DeadLetter("UNKNOWN_CONTENT", "expected an image", "")
                        .headers(source, new ServiceIdentity("denoiser", "1")));
    }

    @Test
    @Timeout(60)
    void tellsAPageHowManyDeadLettersLieThereAlready() throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            probe.send(dead(new ConsumerRecord<>(TOPICS.noisy(), 0, i, bytes("early-" + i), bytes("no image"))));
        }
        int there = probe.committed(TOPICS.noisyDead(), 3).size();

        try (Stream<String> news = events("page-that-comes-late")) {
            assertThat(news.anyMatch(line -> line.contains("\"deadLetters\":" + there)))
                    .isTrue();
        }
    }

    @Test
    void replaysNothingButDeadLettersOfImages() {
        given().post("/api/dead/" + TOPICS.models() + "/0/0/replay").then().statusCode(400);
        given().post("/api/dead/" + TOPICS.noisyDead() + "/0/999999/replay")
                .then()
                .statusCode(404);
        given().post("/api/dead/" + TOPICS.noisyDead() + "/77/0/replay").then().statusCode(404);
    }

    @Test
    void refusesWhatIsTooLargeOrMalformed() {
        given().contentType("image/png")
                .body(new byte[RealBroker.MAX_BYTES + 1])
                .post("/api/images")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("reason", equalTo("TOO_MANY_BYTES"))
                .body(
                        "detail",
                        containsString(
                                "at most " + RealBroker.MAX_BYTES + " bytes, found " + (RealBroker.MAX_BYTES + 1)));
        given().contentType("image/png")
                .queryParam("seed", "abc")
                .body(SampleImages.greyPng(8, 8, 1))
                .post("/api/images")
                .then()
                .statusCode(400)
                .body("detail", equalTo("expected seed as a whole number, found 'abc'"));
        given().contentType("image/png")
                .queryParam("noise", "gaussian:0.1")
                .body(SampleImages.hugePng())
                .post("/api/images")
                .then()
                .statusCode(422)
                .body("reason", equalTo("TOO_MANY_PIXELS"));
        given().contentType("image/png")
                .queryParam("noise", "thunder:3")
                .body(SampleImages.greyPng(8, 8, 1))
                .post("/api/images")
                .then()
                .statusCode(400)
                .body("detail", containsString("there is no noise 'thunder'"));
    }

    @Test
    void promotesRollsBackAndRetiresWhatThePageShows() {
        ModelPublished first = model("digits", 1, Stage.LIVE);
        probe.publish(TOPICS.models(), first);
        probe.publish(TOPICS.models(), model("digits", 2, Stage.CANARY));
        await().until(() -> change("promote", "2"), status -> status == 204);
        assertThat(change("promote", "7")).isEqualTo(409);
        await().until(() -> change("rollback", "2"), status -> status == 204);
        await().until(() -> change("retire", "1"), status -> status == 204);

        List<ConsumerRecord<byte[], byte[]>> written = probe.committed(TOPICS.models(), 6);

        assertThat(written)
                .extracting(found -> new String(found.key(), StandardCharsets.UTF_8) + " " + stage(found))
                .endsWith("digits 2 LIVE", ModelKey.candidate("digits") + " gone", "digits 1 LIVE", "digits 1 RETIRED");
    }

    private static int change(String action, String version) {
        return given().post("/api/models/digits/" + action + "?version=" + version)
                .statusCode();
    }

    private static ModelPublished model(String name, long version, Stage stage) {
        return ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder().setName(name).setVersion(version))
                .setStage(stage)
                .build();
    }

    private static String stage(ConsumerRecord<byte[], byte[]> found) {
        try {
            return found.value() == null
                    ? "gone"
                    : ModelPublished.parseFrom(found.value()).getRef().getVersion() + " "
                            + ModelPublished.parseFrom(found.value()).getStage();
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    @Test
    void tellsPagesWhatIsNewAndTakesNoMoreThanAllowed() throws IOException, InterruptedException {
        try (Stream<String> one = events("page-number-1");
                Stream<String> two = events("page-number-2")) {
            assertThat(one.filter(line -> line.startsWith("data:{\"broker\":\"\""))
                            .findFirst())
                    .isPresent();
            assertThat(two.filter(line -> line.equals("event:models")).findFirst())
                    .isPresent();
            given().get("/api/events?page=page-number-3")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .body("reason", equalTo("TOO_MANY_PAGES"));
            // what such a page can show all the same
            given().get("/api/events/latest")
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .body("status.broker", equalTo(""))
                    .body("models", notNullValue())
                    .body("trainings", notNullValue());
        }
        given().get("/api/events?page=x").then().statusCode(400);
    }

    private Stream<String> events(String id) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(page.resolve("/api/events?page=" + id)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body();
    }
}
