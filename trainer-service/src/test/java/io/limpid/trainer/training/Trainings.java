package io.limpid.trainer.training;

import io.limpid.contracts.image.ImageShape;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Networks;
import java.util.List;
import java.util.stream.Stream;

/** Small trainings on synthetic digits. */
final class Trainings {
    static final ImageShape DIGIT = new ImageShape(1, 28, 28);
    static final Network DENOISER = Networks.denoisingAutoencoder(DIGIT, 16);

    private Trainings() {}

    /** Batch normalisation, dropout and a variational layer: what must survive a break too. */
    static Stream<Network> resumable() {
        return Stream.of(
                Networks.denoisingAutoencoder(DIGIT, 8),
                Networks.variationalAutoencoder(DIGIT, 8),
                Networks.dropoutConvAutoencoder(DIGIT, List.of(4, 4), 0.5, 0.2));
    }

    /** The answer to the first image, after 260 images an epoch. */
    static List<float[]> trainAndAnswer(TrainingPlan plan, Told told) throws InterruptedException {
        NetworkTraining training = new NetworkTraining(DENOISER, plan, LearnerKind.by(Objective.MSE), told);
        return answer(training, 260, Continuation.none());
    }

    /** The answer to the first image, after 128 images an epoch. */
    static List<float[]> answer(Network network, TrainingPlan plan, Told told, Continuation continuation)
            throws InterruptedException {
        return answer(network, plan, Objective.MSE, told, continuation);
    }

    static List<float[]> answer(
            Network network, TrainingPlan plan, Objective objective, Told told, Continuation continuation)
            throws InterruptedException {
        return answer(new NetworkTraining(network, plan, LearnerKind.by(objective, 0.001), told), 128, continuation);
    }

    private static List<float[]> answer(NetworkTraining training, int images, Continuation continuation)
            throws InterruptedException {
        Samples samples = SyntheticSamples.denoising(images);
        float[] input = new float[784];
        samples.fill(0, 1, input, 0, new float[784], 0);
        try (TrainedNetwork trained = training.train(samples, SyntheticSamples.denoising(32), continuation)
                .orElseThrow()) {
            return trained.predict(input, 1);
        }
    }
}
