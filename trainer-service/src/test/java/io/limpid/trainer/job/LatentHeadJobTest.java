package io.limpid.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.datasets.DataSets;
import io.limpid.fixtures.FixtureModels;
import io.limpid.trainer.recipe.Overrides;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.training.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatentHeadJobTest {
    private static final int CLASSES = 10;
    private static final String RECIPE = """
            name: head
            task: classify-latent
            data: {set: synthetic, validation: 8, limit: 32}
            noise: gaussian:0.5
            network: {type: latent-head}
            optimiser: {learningRate: 0.003}
            epochs: 2
            batch: 8
            seed: 1
            encoder: any
            """;

    private static LatentHeadJob job() throws Exception {
        Recipe recipe = RecipeFile.parse(RECIPE, "recipe head", Overrides.none());
        LabelledImages images =
                new LabelledImages(recipe, DataSets.standard(Map.of()).load("synthetic", text -> {}));
        return new LatentHeadJob(recipe, images, FixtureModels.blurringDenoiser(1, 28, 28, "space"));
    }

    private static float[] vector(LatentHeadJob job, Samples samples, int index, int epoch) {
        float[] vector = new float[job.network().inputSize()];
        samples.fill(index, epoch, vector, 0, new float[CLASSES], 0);
        return vector;
    }

    @Test
    void seesEachImageUnderFreshNoiseInEveryEpoch() throws Exception {
        LatentHeadJob job = job();

        float[] first = vector(job, job.training(), 5, 1);
        float[] second = vector(job, job.training(), 5, 2);

        assertThat(first).isNotEqualTo(second);
        assertThat(vector(job, job.training(), 5, 1)).isEqualTo(first);
        assertThat(vector(job, job.training(), 6, 1)).isNotEqualTo(first);
    }

    @Test
    void isJudgedByVectorsThatStay() throws Exception {
        LatentHeadJob job = job();

        assertThat(vector(job, job.validation(), 3, 1)).isEqualTo(vector(job, job.validation(), 3, 2));
    }
}
