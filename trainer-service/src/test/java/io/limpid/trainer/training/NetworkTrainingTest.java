package io.limpid.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.image.ImageShape;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTrainingTest {
    private static final ImageShape DIGIT = new ImageShape(1, 28, 28);
    private static final Network DENOISER = Networks.denoisingAutoencoder(DIGIT, 16);
    private static final Network CLASSIFIER = Networks.frameClassifier(DIGIT, 10);

    /** Keeps what it is told. */
    private static final class Told implements TrainingListener {
        private final List<Double> losses = new ArrayList<>();
        private final List<Double> validation = new ArrayList<>();
        private int done;

        @Override
        public void step(int epoch, int samplesDone, int total, double loss, double samplesPerSecond) {
            done = samplesDone;
            assertThat(samplesDone).isLessThanOrEqualTo(total);
        }

        @Override
        public void epoch(int epoch, double trainLoss, double validationLoss) {
            losses.add(trainLoss);
            validation.add(validationLoss);
        }
    }

    @Test
    void learnsToDenoiseAndTheSameSeedGivesTheSameNetwork() throws Exception {
        TrainingPlan plan = new TrainingPlan(3, 32, 0.003, Schedule.ONE_CYCLE, 7);
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

    private static List<float[]> trainAndAnswer(TrainingPlan plan, Told told) throws InterruptedException {
        Samples samples = SyntheticSamples.denoising(260);
        float[] input = new float[784];
        samples.fill(0, 1, input, 0, new float[784], 0);
        try (TrainedNetwork trained = new NetworkTraining(DENOISER, plan, Objective.MSE, told)
                .train(samples, SyntheticSamples.denoising(32))) {
            return trained.predict(input, 1);
        }
    }

    @Test
    void learnsToClassify() throws Exception {
        Told told = new Told();
        TrainingPlan plan = new TrainingPlan(4, 32, 0.003, Schedule.COSINE, 1);

        try (TrainedNetwork trained = new NetworkTraining(CLASSIFIER, plan, Objective.CROSS_ENTROPY, told)
                .train(SyntheticSamples.classifying(512), SyntheticSamples.classifying(64))) {
            assertThat(told.losses.get(3)).isLessThan(0.5);
            assertThat(trained.network()).isEqualTo(CLASSIFIER);
        }
    }

    @Test
    void keepsNoArraysFromStepToStep() throws Exception {
        assertThat(arraysHeldAfter(8)).isEqualTo(arraysHeldAfter(1)).isPositive();
    }

    private static int arraysHeldAfter(int epochs) throws InterruptedException {
        TrainingPlan plan = new TrainingPlan(epochs, 8, 0.001, Schedule.CONSTANT, 1);
        NetworkTraining training = new NetworkTraining(DENOISER, plan, Objective.MSE, new Told());
        training.train(SyntheticSamples.denoising(256), SyntheticSamples.denoising(8))
                .close();
        return training.arraysHeld();
    }

    @Test
    void saysWhenThereAreTooFewImages() {
        TrainingPlan plan = new TrainingPlan(1, 32, 0.001, Schedule.CONSTANT, 1);
        NetworkTraining training = new NetworkTraining(DENOISER, plan, Objective.MSE, new Told());

        assertThatThrownBy(() -> training.train(SyntheticSamples.denoising(31), SyntheticSamples.denoising(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch of 32")
                .hasMessageContaining("found 31");
    }

    @Test
    void beta2ReachesTheOptimiser() throws Exception {
        TrainingPlan usual = new TrainingPlan(1, 64, 0.003, Schedule.CONSTANT, 7);
        TrainingPlan forgetful = new TrainingPlan(1, 64, 0.003, 0.9, Schedule.CONSTANT, 7);

        assertThat(trainAndAnswer(forgetful, new Told()).get(0))
                .isNotEqualTo(trainAndAnswer(usual, new Told()).get(0));
    }

    @ParameterizedTest(name = "epochs {0}, batch {1}, learning rate {2}, beta2 {3}")
    @CsvSource({
        "0, 32, 0.1, 0.9",
        "1, 1, 0.1, 0.9",
        "1, 32, 0, 0.9",
        "1, 32, NaN, 0.9",
        "1, 32, 0.1, 1",
        "1, 32, 0.1, NaN"
    })
    void plansThatCantBeFollowedAreRefused(int epochs, int batch, double learningRate, double beta2) {
        assertThatThrownBy(() -> new TrainingPlan(epochs, batch, learningRate, beta2, Schedule.CONSTANT, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beta2=" + beta2);
    }

    @Test
    @Timeout(60)
    void failsInsteadOfWaitingWhenImagesCantBeMade() {
        TrainingPlan plan = new TrainingPlan(1, 32, 0.001, Schedule.CONSTANT, 1);
        NetworkTraining training = new NetworkTraining(DENOISER, plan, Objective.MSE, new Told());

        assertThatThrownBy(() -> training.train(new Broken(), SyntheticSamples.denoising(0)))
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
        TrainingPlan plan = new TrainingPlan(1, 32, 0.003, Schedule.CONSTANT, 3);
        TrainingPlan other = new TrainingPlan(1, 32, 0.003, Schedule.CONSTANT, 4);
        Samples samples = SyntheticSamples.denoising(256);
        Map<String, String> metadata = Map.of("limpid.task", "denoise");

        try (TrainedNetwork trained =
                        new NetworkTraining(DENOISER, plan, Objective.MSE, new Told()).train(samples, samples);
                TrainedNetwork stranger =
                        new NetworkTraining(DENOISER, other, Objective.MSE, new Told()).train(samples, samples)) {
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
