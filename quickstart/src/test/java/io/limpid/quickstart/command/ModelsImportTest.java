package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.inference.MetadataKeys;
import io.limpid.onnx.OnnxGraph;
import io.limpid.onnx.OnnxMetadata;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code ./limpid models publish} with models that say nothing of themselves. */
class ModelsImportTest extends ModelsCommandLine {
    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    ModelsImportTest() {
        super(BROKER);
    }

    @Test
    void importsAModelThatWasMadeElsewhere() throws Exception {
        Path file = Files.write(
                folder.resolve("elsewhere.onnx"),
                new OnnxGraph()
                        .input("pixels", 1, "h", "w", 3)
                        .output("clean", 1, "h", "w", 3)
                        .node("Identity", List.of("pixels"), "clean")
                        .bytes(Map.of()));
        assertThat(run("publish", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("does not say what it does").contains("--input");
        assertThat(run("publish", file.toString(), "--input", "pixels:1xHxWx3", "--content", "poems"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("expected --content any or pages, found 'poems'");

        ok(
                "publish",
                file.toString(),
                "--input",
                "pixels:1xHxWx3",
                "--output",
                "clean",
                "--layout",
                "nhwc",
                "--range",
                "0..255",
                "--content",
                "pages");

        ModelPublished model = live("elsewhere");
        byte[] served = Files.readAllBytes(Path.of(URI.create(model.getUri())));
        assertThat(OnnxMetadata.of(served)).containsEntry(MetadataKeys.CONTENT, MetadataKeys.PAGES);
        assertThat(model.getTask()).isEqualTo(Task.DENOISE);
        assertThat(model.getInput().getChannels()).isEqualTo(3);
        assertThat(model.getInput().getHeight()).isZero();
        assertThat(model.getRef().getLatentSpace()).isEmpty();
    }

    @Test
    void importsAClassifierWithItsLabels() throws Exception {
        Path file = Files.write(
                folder.resolve("labels.onnx"),
                new OnnxGraph()
                        .input("x", 1, 1, 2, 1)
                        .output("y", 1, 2)
                        .node("Flatten", List.of("x"), "y")
                        .bytes(Map.of()));
        Path labels = Files.writeString(folder.resolve("labels.txt"), "dark\nbright\n");

        ok(
                "publish",
                file.toString(),
                "--task",
                "classify",
                "--input",
                "x:1x1x2x1",
                "--output",
                "y",
                "--logits",
                "--labels",
                labels.toString(),
                "--name",
                "brightness");

        assertThat(live("brightness").getTask()).isEqualTo(Task.CLASSIFY_FRAME);
        assertThat(live("brightness").getLabelsList()).containsExactly("dark", "bright");
    }
}
