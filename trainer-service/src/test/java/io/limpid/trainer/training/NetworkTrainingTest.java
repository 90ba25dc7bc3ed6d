package io.limpid.trainer.training;

import static io.limpid.trainer.training.Trainings.DENOISER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.trainer.recipe.Schedule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTrainingTest {
    @Test
    void saysWhenThereAreTooFewImages() {
        TrainingPlan plan = TrainingPlan.adam(1, 32, 0.001, Schedule.CONSTANT, 1);
        NetworkTraining training = new NetworkTraining(DENOISER, plan, LearnerKind.by(Objective.MSE), new Told());

        assertThatThrownBy(() -> training.train(
                        SyntheticSamples.denoising(31), SyntheticSamples.denoising(0), Continuation.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch of 32")
                .hasMessageContaining("found 31");
    }

    @ParameterizedTest(name = "epochs {0}, batch {1}")
    @CsvSource({"0, 32", "1, 1"})
    void plansThatCantBeFollowedAreRefused(int epochs, int batch) {
        assertThatThrownBy(() -> TrainingPlan.adam(epochs, batch, 0.1, Schedule.CONSTANT, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch=" + batch);
    }

    @Test
    @Timeout(60)
    void failsInsteadOfWaitingWhenImagesCantBeMade() {
        TrainingPlan plan = TrainingPlan.adam(1, 32, 0.001, Schedule.CONSTANT, 1);
        NetworkTraining training = new NetworkTraining(DENOISER, plan, LearnerKind.by(Objective.MSE), new Told());

        assertThatThrownBy(() -> training.train(new Broken(), SyntheticSamples.denoising(0), Continuation.none()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no memory for image 3")
                .hasCauseInstanceOf(OutOfMemoryError.class);
    }

    /** Runs out of memory on its way. */
    private static final class Broken implements Samples {
        @Override
        public int size() {
            return 64;
        }

        @Override
        public int targetSize() {
            return 784;
        }

        @Override
        public void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset) {
            if (index == 3) {
                throw new OutOfMemoryError("no memory for image 3");
            }
        }
    }

    @Test
    void theGateLetsTheTrainedModelThroughAndNoOther() throws Exception {
        TrainingPlan plan = TrainingPlan.adam(1, 32, 0.003, Schedule.CONSTANT, 3);
        TrainingPlan other = TrainingPlan.adam(1, 32, 0.003, Schedule.CONSTANT, 4);
        Samples samples = SyntheticSamples.denoising(256);
        Map<String, String> metadata = Map.of("limpid.task", "denoise");

        try (TrainedNetwork trained = new NetworkTraining(DENOISER, plan, LearnerKind.by(Objective.MSE), new Told())
                        .train(samples, samples, Continuation.none())
                        .orElseThrow();
                TrainedNetwork stranger = new NetworkTraining(
                                DENOISER, other, LearnerKind.by(Objective.MSE), new Told())
                        .train(samples, samples, Continuation.none())
                        .orElseThrow()) {
            assertThat(ParityGate.check(trained, trained.toOnnx(metadata), samples))
                    .isLessThan(ParityGate.TOLERANCE);
            assertThat(trained.latentSpace()).matches("[0-9a-f]{16}").isNotEqualTo(stranger.latentSpace());
            byte[] tampered = stranger.toOnnx(metadata);
            assertThatThrownBy(() -> ParityGate.check(trained, tampered, samples))
                    .isInstanceOf(ParityException.class)
                    .hasMessageContaining("at most 1e-04");
            byte[] broken = java.util.Arrays.copyOf(tampered, tampered.length / 2);
            assertThatThrownBy(() -> ParityGate.check(trained, broken, samples))
                    .isInstanceOf(ParityException.class)
                    .hasMessageContaining("can't run the exported model");
            assertThatThrownBy(() -> ParityGate.check(trained, trained.toOnnx(metadata), SyntheticSamples.denoising(0)))
                    .isInstanceOf(ParityException.class)
                    .hasMessageContaining("found none");
        }
    }
}
