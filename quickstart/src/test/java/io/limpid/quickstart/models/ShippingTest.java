package io.limpid.quickstart.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.fixtures.FixtureModels;
import io.limpid.models.ShippedModel;
import io.limpid.models.ShippedModels;
import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippingTest {
    private static final String CARD = "# cleaner\n\n## Made for\n\n## Data and licence\n\n## Limits\n";

    @TempDir
    Path folder;

    private Path shelf;
    private Shipping shipping;
    private ShippedModel documents;

    @BeforeEach
    void prepare() throws IOException {
        shelf = Files.createDirectories(folder.resolve("shelf"));
        shipping = new Shipping(shelf);
        documents = ShippedModels.named("documents").orElseThrow();
        Files.createDirectories(shelf.resolve("cleaner"));
    }

    @Test
    void copiesTheModelAndWritesItsFiguresIntoItsCard() throws IOException {
        Files.writeString(shelf.resolve("cleaner/CARD.md"), CARD);
        byte[] onnx = ShippedModels.file(documents);

        ShippedModel shipped = shipping.ship(onnx, "cleaner", folder);
        shipping.ship(onnx, "cleaner", folder);

        assertThat(shipped.name()).isEqualTo("cleaner");
        assertThat(shipped.figures()).isEqualTo(documents.figures());
        assertThat(shelf.resolve("cleaner/model.onnx")).hasBinaryContent(onnx);
        assertThat(shelf.resolve("cleaner/model.json")).hasContent(ShippedModels.json(shipped));
        assertThat(shelf.resolve("cleaner/CARD.md"))
                .content()
                .startsWith(CARD)
                .contains("| the recipe's |", documents.dataSha256());
        assertThat(shelf.resolve("models.txt")).hasContent("cleaner");
    }

    @Test
    void wantsACardFirst() {
        refuses(ShippedModels.file(documents), "expected the model's card at");
    }

    @Test
    void wantsAModelWithFigures() {
        refuses(FixtureModels.anySizeDenoiser(1, 1, "any"), "figures of its evaluation");
    }

    @Test
    void keepsAllOfThemSmall() throws IOException {
        Files.writeString(shelf.resolve("cleaner/CARD.md"), CARD);
        Files.createDirectories(shelf.resolve("other"));
        try (RandomAccessFile large =
                new RandomAccessFile(shelf.resolve("other/model.onnx").toFile(), "rw")) {
            large.setLength(ShippedModels.MOST_BYTES - documents.size());
        }

        refuses(ShippedModels.file(documents), "expected at most 12000000 bytes of models");
    }

    private void refuses(byte[] onnx, String message) {
        assertThatThrownBy(() -> shipping.ship(onnx, "cleaner", folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(message);
        assertThat(shelf.resolve("cleaner/model.onnx")).doesNotExist();
        assertThat(shelf.resolve("models.txt")).doesNotExist();
    }
}
