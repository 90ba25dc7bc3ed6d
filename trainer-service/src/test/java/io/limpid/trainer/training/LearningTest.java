package io.limpid.trainer.training;

import static io.limpid.trainer.training.Trainings.DENOISER;
import static io.limpid.trainer.training.Trainings.DIGIT;
import static io.limpid.trainer.training.Trainings.answer;
import static io.limpid.trainer.training.Trainings.trainAndAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Networks;
import io.limpid.trainer.recipe.OptimiserChoice;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is trained learns, with every loss and optimiser. */
class LearningTest {
    private static final Network CLASSIFIER = Networks.frameClassifier(DIGIT, 10);
    private static final Network LATENT_UNET = Networks.latentUNet(DIGIT, List.of(8, 16), 1, 16);

    @Test
    void learnsToDenoiseAndTheSameSeedGivesTheSameNetwork() throws Exception {
        TrainingPlan plan = TrainingPlan.adam(3, 32, 0.003, Schedule.ONE_CYCLE, 7);
        Told first = new Told();
        Told second = new Told();

        List<float[]> answers = trainAndAnswer(plan, first);
        List<float[]> again = trainAndAnswer(plan, second);

        assertThat(first.done).isEqualTo(256);
        assertThat(first.losses).hasSize(3);
        assertThat(first.losses.get(2)).isLessThan(0.6 * first.losses.get(0));
        assertThat(first.validation.get(2)).isFinite();
        assertThat(second.losses).isEqualTo(first.losses);
        assertThat(again.get(0)).containsExactly(answers.get(0));
    }

    @Test
    void learnsToClassify() throws Exception {
        Told told = new Told();
        TrainingPlan plan = TrainingPlan.adam(4, 32, 0.003, Schedule.COSINE, 1);

        try (TrainedNetwork trained = new NetworkTraining(
                        CLASSIFIER, plan, LearnerKind.by(Objective.CROSS_ENTROPY), told)
                .train(SyntheticSamples.classifying(512), SyntheticSamples.classifying(64), Continuation.none())
                .orElseThrow()) {
            assertThat(told.losses.get(3)).isLessThan(0.5);
            assertThat(trained.network()).isEqualTo(CLASSIFIER);
        }
    }

    /** Each moves the weights its own way, and each makes the loss small. */
    @ParameterizedTest
    @CsvSource({
        "ADAM, 0.003, 0, 0",
        "ADAM, 0.003, 0.01, 0",
        "ADAMW, 0.003, 0.01, 0",
        "SGD, 0.5, 0, 0",
        "SGD, 0.1, 0.001, 0.9",
        "RMSPROP, 0.001, 0, 0"
    })
    void everyOptimiserLearns(OptimiserChoice.Type type, double rate, double decay, double momentum) throws Exception {
        Told told = new Told();

        trainAndAnswer(plan(new OptimiserChoice(type, rate, null, decay, momentum)), told);

        assertThat(told.losses.get(1)).isLessThan(0.85 * told.losses.get(0));
    }

    private static TrainingPlan plan(OptimiserChoice optimiser) {
        return new TrainingPlan(2, 32, optimiser, Schedule.CONSTANT, 7, Recipe.Keep.LAST);
    }

    @Test
    void whatIsSaidOfTheOptimiserReachesIt() throws Exception {
        OptimiserChoice.Type adam = OptimiserChoice.Type.ADAM;
        List<OptimiserChoice> choices = List.of(
                new OptimiserChoice(adam, 0.003, null, 0, 0),
                new OptimiserChoice(adam, 0.003, 0.9, 0, 0),
                new OptimiserChoice(adam, 0.003, null, 0.1, 0),
                new OptimiserChoice(OptimiserChoice.Type.ADAMW, 0.003, null, 0.1, 0));
        List<List<Float>> answers = new ArrayList<>();
        for (OptimiserChoice choice : choices) {
            List<Float> answer = new ArrayList<>();
            for (float value : answer(DENOISER, plan(choice), new Told(), Continuation.none())
                    .get(0)) {
                answer.add(value);
            }
            answers.add(answer);
        }

        assertThat(answers).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"L1", "BCE", "MSE_SSIM", "PSNR"})
    void everyLossCanBeMadeSmall(Objective objective) throws Exception {
        Told told = new Told();
        TrainingPlan plan = TrainingPlan.adam(2, 32, 0.003, Schedule.CONSTANT, 7);

        new NetworkTraining(DENOISER, plan, LearnerKind.by(objective), told)
                .train(SyntheticSamples.denoising(256), SyntheticSamples.denoising(32), Continuation.none())
                .orElseThrow()
                .close();

        double first = told.losses.get(0);
        assertThat(told.losses.get(1)).isLessThan(first - 0.1 * Math.abs(first));
    }

    /** Reading labels from the latent vectors needs the labels, which follow the images, and vectors that tell them. */
    @Test
    void learnsLabelsBesideImages() throws Exception {
        Told told = new Told();
        TrainingPlan plan = TrainingPlan.adam(4, 32, 0.003, Schedule.COSINE, 7);

        new NetworkTraining(LATENT_UNET, plan, LearnerKind.withLabels(Objective.MSE, 0.1, 10), told)
                .train(SyntheticSamples.labelled(512), SyntheticSamples.labelled(32), Continuation.none())
                .orElseThrow()
                .close();

        assertThat(told.all.get(3)).containsOnlyKeys("label_loss");
        // a head that knows nothing has ln 10
        assertThat(told.all.get(3).get("label_loss")).isLessThan(1.2);
        assertThat(told.losses.get(3) - 0.1 * told.all.get(3).get("label_loss"))
                .isLessThan(0.6 * (told.losses.get(0) - 0.1 * told.all.get(0).get("label_loss")));
    }

    @Test
    void learnsAgainstADiscriminatorThatLearnsToo() throws Exception {
        Told told = new Told();
        TrainingPlan plan = TrainingPlan.adam(3, 32, 0.003, Schedule.CONSTANT, 7);

        new NetworkTraining(DENOISER, plan, LearnerKind.against(Objective.L1, 0.01, 0.002), told)
                .train(SyntheticSamples.denoising(256), SyntheticSamples.denoising(32), Continuation.none())
                .orElseThrow()
                .close();

        assertThat(told.losses.get(2)).isLessThan(0.8 * told.losses.get(0));
        assertThat(told.all.get(2)).containsOnlyKeys("adversarial_loss", "discriminator_loss");
        // a discriminator that knows nothing has ln 2
        assertThat(told.all.get(2).get("discriminator_loss")).isLessThan(0.6);
    }
}
