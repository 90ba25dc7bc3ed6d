package io.limpid.trainer.training;

import static io.limpid.trainer.training.Trainings.DENOISER;
import static io.limpid.trainer.training.Trainings.DIGIT;
import static io.limpid.trainer.training.Trainings.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Networks;
import io.limpid.trainer.recipe.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Memory is given back after each step, and not before. */
class TrainingMemoryTest {
    @Test
    void keepsNoArraysFromStepToStep() throws Exception {
        assertThat(arraysHeldAfter(8)).isEqualTo(arraysHeldAfter(1)).isPositive();
    }

    private static int arraysHeldAfter(int epochs) throws InterruptedException {
        TrainingPlan plan = TrainingPlan.adam(epochs, 8, 0.001, Schedule.CONSTANT, 1);
        NetworkTraining training = new NetworkTraining(DENOISER, plan, LearnerKind.by(Objective.MSE), new Told());
        training.train(SyntheticSamples.denoising(64), SyntheticSamples.denoising(8), Continuation.none())
                .orElseThrow()
                .close();
        return training.arraysHeld();
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

    /** Memory of the engine that Java owns must not be given back while gradients still need it. */
    @ParameterizedTest
    @MethodSource("io.limpid.trainer.training.Trainings#resumable")
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
}
