package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.contracts.v1.ModelState;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.StreamProbe;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.ModelSignature;
import io.limpid.quickstart.models.ModelTable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./limpid models} on a broker without services: what it writes, and what it says. */
class ModelsCommandTest extends ModelsCommandLine {
    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    ModelsCommandTest() {
        super(BROKER);
    }

    @Test
    void saysOfAFileThatLargePicturesMayShowSeams() throws Exception {
        Path file = Files.write(folder.resolve("wide.onnx"), FixtureModels.wholeImageDenoiser(1, "any"));

        ok("publish", file.toString());

        assertThat(out.toString())
                .containsOnlyOnce("take note of " + file + ": it looks farther than the 64 pixels")
                .contains("limpid.tile-side", "is published as live");
    }

    @Test
    void publishesAFileAsItSaysItself() throws Exception {
        String file = denoiser("half");

        ok("publish", file, "--name", "digits", "--model-version", "7");

        ModelPublished model = live("digits");
        assertThat(model.getRef().getVersion()).isEqualTo(7);
        assertThat(model.getRef().getLatentSpace()).isEqualTo("half");
        assertThat(model.getTask()).isEqualTo(Task.DENOISE);
        assertThat(model.getStage()).isEqualTo(Stage.LIVE);
        assertThat(model.getInput().getHeight()).isEqualTo(4);
        assertThat(model.getSha256()).isEqualTo(ModelFetcher.sha256Of(Files.readAllBytes(Path.of(file))));
        assertThat(Files.readAllBytes(Path.of(URI.create(model.getUri()))))
                .isEqualTo(Files.readAllBytes(Path.of(file)));
        assertThat(out.toString())
                .doesNotContain("take note")
                .contains("digits 7 is published as live")
                .contains("no service has answered within 0 s");
    }

    @Test
    void theFirstModelsAreThoseThatComeWithLimpid() throws Exception {
        String kept = folder.resolve("kept").toString();

        ok("first", "--shipped", "--keep", kept);
        ok("first", "--shipped", "--keep", kept);

        assertThat(live("documents").getFallback()).isTrue();
        assertThat(Path.of(URI.create(live("documents").getUri()))).exists().hasParent(folder.resolve("kept"));
        assertThat(out.toString()).contains("documents is published", "documents stands in the topic already");
        assertThat(new ModelTable(board(), name -> name).lines()).anyMatch(line -> line.contains("live (shipped)"));
    }

    @Test
    void tellsProgramsWhatChanged() throws Exception {
        ok("publish", denoiser("json"), "--name", "digits", "--model-version", "9", "--json");

        JsonNode change = new ObjectMapper().readTree(out.toString());
        assertThat(change.path("name").asText()).isEqualTo("digits");
        assertThat(change.path("version").asText()).isEqualTo("9");
        assertThat(change.path("stage").asText()).isEqualTo("live");
        assertThat(change.path("reports")).isEmpty();
    }

    /** It would take the live one away instead. */
    @ParameterizedTest
    @ValueSource(strings = {"retire", "rollback", "promote", "shadow", "canary"})
    void theKeyOfACandidateIsNoName(String command) throws Exception {
        ok("publish", denoiser("one"), "--name", "digits", "--model-version", "1");
        ok("shadow", denoiser("two"), "--name", "digits", "--model-version", "2");

        assertThat(run(command, "digits/candidate")).isEqualTo(2);

        assertThat(err.toString()).contains("expected a model's name", "digits/candidate", "name it digits");
        assertThat(live("digits").getRef().getVersion()).isEqualTo(1);
        assertThat(candidate("digits")).get().matches(model -> model.getStage() == Stage.SHADOW);
    }

    @Test
    void versionsOnlyGrow() throws Exception {
        ok("publish", denoiser("one"), "--name", "digits", "--model-version", "5");

        assertThat(run("publish", denoiser("two"), "--name", "digits", "--model-version", "5"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("expected --model-version above 5");
        assertThat(live("digits").getRef().getLatentSpace()).isEqualTo("one");
    }

    @Test
    void aModelsLife() throws Exception {
        ok("publish", denoiser("one"), "--name", "digits", "--model-version", "1");
        ok("shadow", denoiser("two"), "--name", "digits", "--model-version", "2");
        assertThat(live("digits").getRef().getVersion()).isEqualTo(1);
        assertThat(candidate("digits")).get().matches(model -> model.getStage() == Stage.SHADOW);

        ok("canary", "digits", "--share", "0.25");
        assertThat(candidate("digits"))
                .get()
                .matches(model -> model.getStage() == Stage.CANARY && model.getShare() == 0.25)
                .matches(model -> model.getRef().getVersion() == 2);

        ok("promote", "digits");
        assertThat(live("digits").getRef().getVersion()).isEqualTo(2);
        assertThat(live("digits").getShare()).isZero();
        assertThat(candidate("digits")).isEmpty();

        ok("rollback", "digits");
        assertThat(live("digits").getRef().getVersion()).isEqualTo(1);
        assertThat(run("rollback", "digits")).isEqualTo(2);
        assertThat(err.toString()).contains("no version of digits was live before 1");

        ok("shadow", "digits", "2");
        assertThat(candidate("digits")).isPresent();
        ok("retire", "digits", "--candidate");
        assertThat(candidate("digits")).isEmpty();
        ok("promote", "digits", "2");
        assertThat(live("digits").getRef().getVersion()).isEqualTo(2);

        ok("retire", "digits");
        assertThat(live("digits").getStage()).isEqualTo(Stage.RETIRED);
        ok("rollback", "digits");
        assertThat(live("digits").getStage()).isEqualTo(Stage.LIVE);
        assertThat(live("digits").getRef().getVersion()).isEqualTo(2);
    }

    @Test
    void signsWithAKeyOfItsOwnMaking() throws Exception {
        Path key = folder.resolve("key.pem");
        ok("key", key.toString());
        String printed = out.toString(StandardCharsets.UTF_8).strip();
        String file = denoiser("half");

        ok("publish", file, "--name", "digits", "--sign", key.toString());

        ModelSignature.verify(
                Files.readAllBytes(Path.of(file)),
                live("digits").getSignature().toByteArray(),
                ModelSignature.publicKey(printed));
        assertThat(run("key", key.toString())).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "first --keep x; go with --shipped",
                "first --shipped --uri models; expected --uri of http or https, found 'models'",
                "publish missing.onnx; can't be read",
                "publish pom.xml; expected an ONNX model",
                "promote nobody; expected a model nobody in the models topic",
                "rollback nobody; expected a model nobody in the models topic",
                "retire nobody; expected a model nobody in the models topic",
                "shadow nobody; expected a model nobody in the models topic",
                "canary nobody --share 1; expected --share above 0 and below 1",
                "publish pom.xml --input x --output y; expected --input NAME:1x3xHxW",
                "publish pom.xml --input x:1xCxHxW --output y; with a number of channels",
                "publish pom.xml --input x:1x3x8x8; expected --output NAME",
                "publish pom.xml --input x:1x3x8x8 --output y --layout x; expected --layout nchw or nhwc",
                "publish pom.xml --input x:1x3x8x8 --output y --range x; expected --range",
                "publish pom.xml --input x:1x3x8x8 --output y --range 1..1; two different numbers",
                "publish pom.xml --input x:1x3x8x8 --output y --task x; expected --task denoise or classify",
                "publish pom.xml --input x:1x3x8x8 --output y --task classify; expected --labels FILE",
                "publish pom.xml --output y; --output goes with --input",
            })
    void refusesWhatCannotBe(String line, String reason) {
        assertThat(run(line.split(" "))).isEqualTo(2);

        assertThat(err.toString()).contains(reason);
        assertThat(board().published()).isEmpty();
    }

    @Test
    void refusesAModelThatNoServiceWouldServe() throws Exception {
        Path file = Files.write(folder.resolve("nan.onnx"), FixtureModels.nanDenoiser(1, 4, 4));

        assertThat(run("publish", file.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("nan.onnx can't be served: the model failed on a black image");
        assertThat(board().published()).isEmpty();
    }

    @Test
    void wantsTheVeryFileAtTheUriItIsGiven() throws Exception {
        String file = denoiser("half");
        String other = denoiser("other");

        assertThat(run("publish", file, "--uri", Path.of(other).toUri().toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("expected sha256").contains("put that file there first");
        ok("publish", file, "--name", "digits", "--uri", Path.of(file).toUri().toString());

        assertThat(live("digits").getUri()).isEqualTo(Path.of(file).toUri().toString());
    }

    @Test
    void listsModelsAndWhatReplicasSayOfThem() throws Exception {
        ok("publish", denoiser("one"), "--name", "digits", "--model-version", "1");
        ok("shadow", denoiser("two"), "--name", "digits", "--model-version", "2");
        report(live("digits"), ModelState.REFUSED, "no picture", ModelComparison.getDefaultInstance());
        report(
                candidate("digits").orElseThrow(),
                ModelState.RUNNING,
                "",
                ModelComparison.newBuilder()
                        .setImages(12)
                        .setPsnr(31.5)
                        .setAgreed(9)
                        .setMillis(2.5)
                        .setLiveMillis(1.25)
                        .build());

        ok("list");
        ok("list", "--json");

        assertThat(new ModelTable(board(), name -> name).lines())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "digits",
                                "shadow",
                                "denoise",
                                "1x4x4",
                                "PSNR 31.50 dB, same label 75.00 %, 12 images, 2.500 ms (live 1.250)"))
                .contains("digits: denoiser one refuses it: no picture");
        assertThat(out.toString()).contains("\"psnr\":31.5").contains("\"stage\":\"shadow\"");
    }

    private void report(ModelPublished model, ModelState state, String reason, ModelComparison comparison) {
        ModelReport.Builder report = ModelReport.newBuilder()
                .setService("denoiser")
                .setInstance("one")
                .setRef(model.getRef())
                .setStage(model.getStage())
                .setState(state)
                .setReason(reason);
        if (comparison.getImages() > 0) {
            report.setComparison(comparison);
        }
        try (StreamProbe probe = new StreamProbe(BROKER.bootstrap())) {
            probe.send(new ProducerRecord<>(
                    topics.modelReports(),
                    ("denoiser/one/" + ModelKey.of(model)).getBytes(StandardCharsets.UTF_8),
                    report.build().toByteArray()));
        }
    }

    @Test
    void listsNothingWhereNothingIs() {
        ok("list");

        assertThat(out.toString()).contains("no models: ");
    }
}
