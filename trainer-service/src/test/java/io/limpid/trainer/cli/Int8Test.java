package io.limpid.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import io.limpid.inference.MetadataKeys;
import io.limpid.onnx.OnnxMetadata;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class Int8Test extends TrainMainCase {
    private static final String WIDE = """
            name: wide
            task: denoise
            data: {set: synthetic, validation: 32, limit: 600}
            noise: gaussian:0.3
            network: {type: compact-unet, channels: [16, 32], blocks: 1}
            optimiser: {learningRate: 0.003}
            epochs: 1
            batch: 32
            seed: 1
            evaluation: {images: 64}
            """;

    private int round(Path model, String... options) throws IOException {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"--int8", model.toString(), "--runs", runs().toString()}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        return run(arguments);
    }

    @Test
    void leavesARunWithTheFiguresOfBoth() throws IOException {
        assertThat(train(WIDE)).isZero();
        RunFolder trained = latest("wide");

        assertThat(round(trained.model())).isZero();

        RunFolder rounded = latest("wide-int8");
        assertThat(last().path("event").asText()).isEqualTo("finished");
        assertThat(Runs.isIntact(rounded)).isTrue();
        Map<String, Double> figures = Runs.info(rounded).metrics();
        assertThat(figures.get("psnr_denoised"))
                .isGreaterThan(figures.get("psnr_noisy"))
                .isCloseTo(figures.get("psnr_denoised_float"), within(0.5));
        assertThat(figures.get("psnr_denoised_float"))
                .isEqualTo(Runs.info(trained).metrics().get("psnr_denoised"));
        assertThat(figures).containsKey("speed_ratio");
        assertThat(rounded.path().resolve("report.html")).content().contains("Beside the float model");
        byte[] onnx = Files.readAllBytes(rounded.model());
        assertThat(onnx.length).isLessThan((int) Files.size(trained.model()));
        assertThat(OnnxMetadata.of(onnx))
                .containsEntry(MetadataKeys.NAME, "wide-int8")
                .containsEntry(MetadataKeys.RUN, rounded.id())
                .containsEntry(
                        MetadataKeys.ROUNDED_FROM,
                        trained.id() + ", SHA-256 " + Runs.info(trained).sha256());
        assertThat(round(rounded.model())).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("rounded to integers already");
    }

    @Test
    void endsBetweenTwoStagesWhenItIsAskedTo() throws IOException {
        train(WIDE);
        RunFolder trained = latest("wide");
        stop = () -> true;

        assertThat(round(trained.model())).isZero();

        assertThat(last().path("event").asText()).isEqualTo("stopped");
        assertThat(new Runs(runs()).finished()).hasSize(1);
        assertThat(Runs.state(new Runs(runs()).all().get(0))).isEqualTo(Runs.STOPPED);
    }

    /** Ranges and figures of other images would pass for those of the training's. */
    @Test
    void refusesOtherDataThanTheTrainings() throws IOException {
        train(WIDE);
        byte[] onnx = Files.readAllBytes(latest("wide").model());
        Map<String, String> metadata = new TreeMap<>(OnnxMetadata.of(onnx));
        metadata.put(MetadataKeys.DATA_SHA256, "abc");
        OnnxMl.ModelProto.Builder changed =
                OnnxMl.ModelProto.parseFrom(onnx).toBuilder().clearMetadataProps();
        metadata.forEach((key, value) -> changed.addMetadataProps(
                OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        Path file =
                Files.write(folder.resolve("elsewhere.onnx"), changed.build().toByteArray());

        assertThat(round(file)).isEqualTo(2);

        assertThat(last().path("message").asText())
                .contains(
                        "expected the data that the model was trained on, synthetic",
                        "of SHA-256 abc, found synthetic");
        assertThat(Runs.state(new Runs(runs()).all().get(0))).isEqualTo(Runs.FAILED);
    }

    @Test
    void refusesWhatHasNoWideConvolutions() throws IOException {
        train(DENOISER.replace("conv-autoencoder, latent: 16", "mlp-autoencoder, hidden: 32, depth: 1, latent: 16"));

        assertThat(round(latest("tiny-denoiser").model())).isEqualTo(2);

        assertThat(last().path("message").asText())
                .contains("expected convolutions of at least 16 channels in and out");
        assertThat(new Runs(runs()).all()).hasSize(1);
    }

    @Test
    void refusesWhatIsNoDenoiser() throws IOException {
        train(CLASSIFIER);

        assertThat(round(latest("tiny-classifier").model())).isEqualTo(2);

        assertThat(last().path("message").asText())
                .contains("expected a denoiser", "found a model of task classify-frame");
    }

    @Test
    void refusesWhatIsNoModel() throws IOException {
        assertThat(round(Files.writeString(folder.resolve("text.onnx"), "not a model")))
                .isEqualTo(2);
        assertThat(last().path("message").asText()).contains("expected an ONNX model");

        assertThat(round(folder.resolve("nothing.onnx"))).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("expected a model at", "nothing.onnx");
        assertThat(runs()).doesNotExist();
    }

    @Test
    void goesWithNoOptionOfTrainings() throws IOException {
        assertThat(round(folder.resolve("any.onnx"), "--epochs", "2")).isEqualTo(2);

        assertThat(last().path("message").asText()).contains("--int8 goes with --runs only", "epochs");
    }
}
