package io.limpid.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.image.ImageShape;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Networks;
import io.limpid.trainer.recipe.OptimiserChoice;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTrainingTest {
    private static final ImageShape DIGIT = new ImageShape(1, 28, 28);
    private static final Network DENOISER = Networks.denoisingAutoencoder(DIGIT, 16);
    private static final Network CLASSIFIER = Networks.frameClassifier(DIGIT, 10);

    /** Keeps what it is told. */
    private static final class Told implements TrainingListener {
        private final List<Double> losses = new ArrayList<>();
        private final List<Double> validation = new ArrayList<>();
        private final List<Map<String, Double>> all = new ArrayList<>();
        private int done;

        @Override
        public void step(int epoch, int samplesDone, int total, double loss, double samplesPerSecond) {
            done = samplesDone;
            assertThat(samplesDone).isLessThanOrEqualTo(total);
        }

        @Override
        public void epoch(int epoch, double trainLoss, double validationLoss, Map<String, Double> figures) {
            all.add(figures);
            losses.add(trainLoss);
            validation.add(validationLoss);
        }
    }

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

    private static List<float[]> trainAndAnswer(TrainingPlan plan, Told told) throws InterruptedException {
        Samples samples = SyntheticSamples.denoising(260);
        float[] input = new float[784];
        samples.fill(0, 1, input, 0, new float[784], 0);
        try (TrainedNetwork trained = new NetworkTraining(DENOISER, plan, LearnerKind.by(Objective.MSE), told)
                .train(samples, SyntheticSamples.denoising(32), Continuation.none())
                .orElseThrow()) {
            return trained.predict(input, 1);
        }
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

    @Test
    void keepsNoArraysFromStepToStep() throws Exception {
        assertThat(arraysHeldAfter(8)).isEqualTo(arraysHeldAfter(1)).isPositive();
    }

    /** 3,000 steps, of which the first 1,000 fill pools and caches; what grows with steps would be a leak. */
    @Test
    void threeThousandStepsTakeNoMoreMemoryThanAThousand() throws Exception {
        Network network = Networks.dropoutConvAutoencoder(DIGIT, List.of(4, 4), 0.5, 0.2);
        List<Long> resident = new ArrayList<>();
        TrainingListener watching = new TrainingListener() {
            @Override
            public void step(int epoch, int done, int total, double loss, double samplesPerSecond) {}

            @Override
            public void epoch(int epoch, double trainLoss, double validationLoss, Map<String, Double> figures) {
                System.gc();
                resident.add(residentMebibytes());
            }
        };

        new NetworkTraining(
                        network,
                        TrainingPlan.adam(3, 2, 0.001, Schedule.CONSTANT, 1),
                        LearnerKind.by(Objective.MSE),
                        watching)
                .train(SyntheticSamples.denoising(2000), SyntheticSamples.denoising(2), Continuation.none())
                .orElseThrow()
                .close();

        // 2,000 steps of one leaked batch each would be 100 MiB, of one leaked array of weights 50
        assertThat(resident.get(2) - resident.get(0)).isLessThan(40);
    }

    private static long residentMebibytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException notLinux) {
            throw new UncheckedIOException(notLinux);
        }
    }

    private static int arraysHeldAfter(int epochs) throws InterruptedException {
        TrainingPlan plan = TrainingPlan.adam(epochs, 8, 0.001, Schedule.CONSTANT, 1);
        NetworkTraining training = new NetworkTraining(DENOISER, plan, LearnerKind.by(Objective.MSE), new Told());
        training.train(SyntheticSamples.denoising(256), SyntheticSamples.denoising(8), Continuation.none())
                .orElseThrow()
                .close();
        return training.arraysHeld();
    }

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
            for (float value : trainAndAnswer(plan(choice), new Told()).get(0)) {
                answer.add(value);
            }
            answers.add(answer);
        }

        assertThat(answers).doesNotHaveDuplicates();
    }

    /** Batch normalisation, dropout and a variational layer: running statistics and chance must survive a break too. */
    static Stream<Network> resumable() {
        return Stream.of(
                Networks.denoisingAutoencoder(DIGIT, 8),
                Networks.variationalAutoencoder(DIGIT, 8),
                Networks.dropoutConvAutoencoder(DIGIT, List.of(4, 4), 0.5, 0.2));
    }

    @ParameterizedTest
    @MethodSource("resumable")
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

    /** Memory of the engine that Java owns must not be given back while gradients still need it. */
    @ParameterizedTest
    @MethodSource("resumable")
    void theGarbageCollectorChangesNothing(Network network) throws Exception {
        TrainingPlan plan = TrainingPlan.adam(2, 32, 0.003, Schedule.COSINE, 7);
        Told undisturbed = new Told();
        Told disturbed = new Told();

        answer(network, plan, Objective.MSE_SSIM, undisturbed, Continuation.none());
        ScheduledExecutorService collector = Executors.newSingleThreadScheduledExecutor();
        collector.scheduleWithFixedDelay(System::gc, 0, 30, TimeUnit.MILLISECONDS);
        try {
            answer(network, plan, Objective.MSE_SSIM, disturbed, Continuation.none());
        } finally {
            collector.shutdownNow();
        }

        assertThat(disturbed.losses).isEqualTo(undisturbed.losses);
        assertThat(disturbed.validation).isEqualTo(undisturbed.validation);
    }

    private static List<float[]> answer(Network network, TrainingPlan plan, Told told, Continuation continuation)
            throws InterruptedException {
        return answer(network, plan, Objective.MSE, told, continuation);
    }

    private static List<float[]> answer(
            Network network, TrainingPlan plan, Objective objective, Told told, Continuation continuation)
            throws InterruptedException {
        Samples samples = SyntheticSamples.denoising(128);
        float[] input = new float[784];
        samples.fill(0, 1, input, 0, new float[784], 0);
        NetworkTraining training = new NetworkTraining(network, plan, LearnerKind.by(objective, 0.001), told);
        try (TrainedNetwork trained = training.train(samples, SyntheticSamples.denoising(32), continuation)
                .orElseThrow()) {
            return trained.predict(input, 1);
        }
    }

    /** Stops after some epochs, and keeps the last checkpoint. */
    private static final class Breaking implements Continuation {
        private final Optional<Checkpoint> from;
        private final int epochs;
        private Checkpoint last;

        Breaking(Optional<Checkpoint> from, int epochs) {
            this.from = from;
            this.epochs = epochs;
        }

        @Override
        public Optional<Checkpoint> from() {
            return from;
        }

        @Override
        public String fingerprint() {
            return "test";
        }

        @Override
        public boolean stopWanted() {
            return last != null && last.epoch() == epochs;
        }

        @Override
        public void reached(Checkpoint checkpoint) {
            last = checkpoint;
        }
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

    @ParameterizedTest
    @ValueSource(strings = {"L1", "BCE", "MSE_SSIM"})
    void everyLossCanBeMadeSmall(Objective objective) throws Exception {
        Told told = new Told();
        TrainingPlan plan = TrainingPlan.adam(2, 32, 0.003, Schedule.CONSTANT, 7);

        new NetworkTraining(DENOISER, plan, LearnerKind.by(objective), told)
                .train(SyntheticSamples.denoising(256), SyntheticSamples.denoising(32), Continuation.none())
                .orElseThrow()
                .close();

        assertThat(told.losses.get(1)).isLessThan(0.9 * told.losses.get(0));
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
