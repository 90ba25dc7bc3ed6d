package io.limpid.trainer.training;

import static io.limpid.trainer.training.Trainings.DENOISER;
import static io.limpid.trainer.training.Trainings.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.trainer.network.Network;
import io.limpid.trainer.recipe.OptimiserChoice;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.Schedule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings that are broken off, stopped, or keep an epoch before the last. */
class ContinuationTest {
    @ParameterizedTest
    @MethodSource("io.limpid.trainer.training.Trainings#resumable")
    void aBrokenOffTrainingGoesOnAsIfItHadNot(Network network) throws Exception {
        TrainingPlan plan = TrainingPlan.adam(4, 32, 0.003, Schedule.COSINE, 7);
        Told unbroken = new Told();
        Told before = new Told();
        Told after = new Told();
        Breaking breaking = new Breaking(Optional.empty(), 2);

        List<float[]> expected = answer(network, plan, unbroken, Continuation.none());
        answer(network, plan, before, breaking);
        Checkpoint kept = Checkpoint.read(breaking.last.bytes());
        List<float[]> found = answer(network, plan, after, new Breaking(Optional.of(kept), 4));

        assertThat(before.losses).isEqualTo(unbroken.losses.subList(0, 2));
        assertThat(after.losses).isEqualTo(unbroken.losses.subList(2, 4));
        assertThat(after.validation).isEqualTo(unbroken.validation.subList(2, 4));
        assertThat(found.get(0)).containsExactly(expected.get(0));
    }

    /** What reads the labels has weights and an optimiser of its own, which a checkpoint holds too. */
    @Test
    void soDoesOneThatLearnsLabels() throws Exception {
        TrainingPlan plan = TrainingPlan.adam(3, 32, 0.003, Schedule.COSINE, 7);
        Told unbroken = new Told();
        Told after = new Told();
        Breaking breaking = new Breaking(Optional.empty(), 1);

        learnLabels(plan, unbroken, Continuation.none());
        learnLabels(plan, new Told(), breaking);
        Checkpoint kept = Checkpoint.read(breaking.last.bytes());
        learnLabels(plan, after, new Breaking(Optional.of(kept), 3));

        assertThat(after.losses).isEqualTo(unbroken.losses.subList(1, 3));
        assertThat(after.all).isEqualTo(unbroken.all.subList(1, 3));
    }

    private static void learnLabels(TrainingPlan plan, Told told, Continuation continuation) throws Exception {
        new NetworkTraining(DENOISER, plan, LearnerKind.withLabels(Objective.MSE, 0.1, 10), told)
                .train(SyntheticSamples.labelled(64), SyntheticSamples.labelled(32), continuation)
                .orElseThrow()
                .close();
    }

    @Test
    void stoppedBeforeTheFirstEpochHasEndedThereIsNoNetwork() throws Exception {
        NetworkTraining training = new NetworkTraining(
                DENOISER,
                TrainingPlan.adam(1, 32, 0.003, Schedule.CONSTANT, 7),
                LearnerKind.by(Objective.MSE),
                new Told());
        Continuation atOnce = new Continuation() {
            @Override
            public Optional<Checkpoint> from() {
                return Optional.empty();
            }

            @Override
            public String fingerprint() {
                return "";
            }

            @Override
            public boolean stopWanted() {
                return true;
            }

            @Override
            public void reached(Checkpoint checkpoint) {
                throw new AssertionError("no epoch was to end");
            }
        };

        assertThat(training.train(SyntheticSamples.denoising(64), SyntheticSamples.denoising(8), atOnce))
                .isEmpty();
    }

    /** Stopped or told to keep the best, what is left are the weights of the epoch with the smallest loss. */
    @Test
    void keepsTheBestEpoch() throws Exception {
        OptimiserChoice wild = new OptimiserChoice(OptimiserChoice.Type.SGD, 3, null, 0, 0.9);
        TrainingPlan last = new TrainingPlan(5, 32, wild, Schedule.CONSTANT, 7, Recipe.Keep.LAST);
        TrainingPlan best = new TrainingPlan(5, 32, wild, Schedule.CONSTANT, 7, Recipe.Keep.BEST);
        Breaking watching = new Breaking(Optional.empty(), 9);
        Told told = new Told();

        List<float[]> ofBest = answer(DENOISER, best, told, watching);
        int bestEpoch = watching.last.bestEpoch();
        List<float[]> expected = answer(
                DENOISER,
                new TrainingPlan(5, 32, wild, Schedule.CONSTANT, 7, Recipe.Keep.LAST),
                new Told(),
                new Breaking(Optional.empty(), bestEpoch));

        assertThat(told.validation.get(bestEpoch - 1))
                .isEqualTo(told.validation.stream().min(Double::compare).orElseThrow());
        assertThat(ofBest.get(0)).containsExactly(expected.get(0));
        assertThat(last.keep()).isEqualTo(Recipe.Keep.LAST);
    }
}
