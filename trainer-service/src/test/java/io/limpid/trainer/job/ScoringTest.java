package io.limpid.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.datasets.DataSets;
import io.limpid.trainer.recipe.Overrides;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.run.Runs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which whole pictures an anomaly score is calibrated on. */
class ScoringTest {
    @TempDir
    Path folder;

    private List<WholePictures> whole(int pictures, String scale) throws Exception {
        write(pictures);
        Recipe recipe = RecipeFile.parse("""
                name: tiny
                task: denoise
                data: {set: "folder:%s", patch: 16, testShare: 0.1%s}
                noise: gaussian:0.1
                network: {type: compact-unet, channels: [4, 4, 4], blocks: 1}
                optimiser: {type: adam, learningRate: 0.001}
                epochs: 1
                batch: 8
                """.formatted(folder, scale), "tiny.yaml", Overrides.none());
        Jobs jobs = new Jobs(DataSets.standard(Map.of()), new Runs(folder.resolve("runs")), line -> {});
        try (Job job = jobs.of(recipe)) {
            return new Scoring(recipe, job).whole(job.network());
        }
    }

    private void write(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            BufferedImage picture = new BufferedImage(24, 20, BufferedImage.TYPE_BYTE_GRAY);
            picture.getRaster().setSample(0, 0, 0, i);
            ImageIO.write(picture, "png", folder.resolve(i + ".png").toFile());
        }
    }

    @Test
    void theirOwnSizeAndThatOfTheRecipe() throws Exception {
        assertThat(whole(70, "")).singleElement().satisfies(own -> {
            assertThat(own.size()).isEqualTo(63);
            assertThat(own.pair(0).noisy().shape().width()).isEqualTo(24);
        });
        assertThat(whole(70, ", scale: [0.7, 3]")).hasSize(2);
    }

    @Test
    void notTheirOwnSizeWhereThatWasNotTrainedOn() throws Exception {
        assertThat(whole(70, ", scale: [2, 3]")).singleElement().satisfies(scaled -> assertThat(
                        scaled.pair(0).noisy().shape().width())
                .isBetween(48, 72));
    }

    @Test
    void noneWhereThereAreTooFew() throws Exception {
        assertThat(whole(40, "")).isEmpty();
    }
}
