package io.limpid.quickstart.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.Head;
import io.limpid.contracts.v1.ModelRef;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelTableTest {
    @TempDir
    Path folder;

    @Test
    void writesHeadingsOnceAndARowALabel() throws Exception {
        Path file = folder.resolve("labels.csv");
        Classification label = Classification.newBuilder()
                .setId("a, \"b\"")
                .setLabel("7")
                .setClassIndex(7)
                .setConfidence(0.75f)
                .setHead(Head.LATENT)
                .setClassifier(ModelRef.newBuilder().setName("head").setVersion(-1))
                .setDenoiser(ModelRef.newBuilder().setName("cleaner").setVersion(2))
                .build();

        for (int i = 0; i < 2; i++) {
            try (LabelTable table = new LabelTable(file)) {
                table.add(label);
            }
        }

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "id,label,class_index,confidence,head,classifier,classifier_version,denoiser,denoiser_version",
                        "\"a, \"\"b\"\"\",7,7,0.7500,latent,head,18446744073709551615,cleaner,2",
                        "\"a, \"\"b\"\"\",7,7,0.7500,latent,head,18446744073709551615,cleaner,2");
    }
}
