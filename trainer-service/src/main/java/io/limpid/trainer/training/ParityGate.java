package io.limpid.trainer.training;

import ai.djl.ndarray.types.Shape;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.LatentVector;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.Scores;
import io.limpid.inference.SessionSettings;
import io.limpid.trainer.network.Network;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** No model leaves the trainer unless ONNX Runtime, on the exported file, says the same as the engine that trained it. */
public final class ParityGate {
    /**
     * The largest difference of any value of any output that passes. Rounding errors grow with the values, so where an output's
     * largest absolute value is above 1, as a latent vector's may be, differences are divided by it.
     */
    public static final double TOLERANCE = 1e-4;
    /** How many samples are compared. */
    public static final int SAMPLES = 256;
    /** How many of them at another size. */
    private static final int OTHER_SAMPLES = 8;

    private ParityGate() {}

    /**
     * Compares both on the first samples; networks that take any size also on a few images of another, odd one.
     *
     * @return the largest difference found, as {@link #TOLERANCE} counts it
     * @throws ParityException when it is above {@link #TOLERANCE}, or ONNX Runtime can't run the file
     */
    public static double check(TrainedNetwork trained, byte[] onnx, Samples samples) throws ParityException {
        Network network = trained.network();
        int count = Math.min(SAMPLES, samples.size());
        if (count == 0) {
            throw new ParityException("expected samples to compare DJL and ONNX Runtime on, found none");
        }
        float[] inputs = inputs(samples, count, network.inputSize());
        double largest = compare(trained, onnx, inputs, network.inputShape(count));
        if (network.anySize()) {
            OtherSize other = OtherSize.of(network.inputShape(Math.min(count, OTHER_SAMPLES)));
            largest = Math.max(largest, compare(trained, onnx, other.repeat(inputs), other.shape()));
        }
        // written so that NaN fails too
        if (!(largest <= TOLERANCE)) {
            throw new ParityException(
                    "expected DJL and ONNX Runtime to differ by at most %.0e on %d samples, found %.3e"
                            .formatted(TOLERANCE, count, largest));
        }
        return largest;
    }

    private static float[] inputs(Samples samples, int count, int size) {
        float[] inputs = new float[count * size];
        float[] unused = new float[samples.targetSize()];
        for (int i = 0; i < count; i++) {
            samples.fill(i, 0, inputs, i * size, unused, 0);
        }
        return inputs;
    }

    private static double compare(TrainedNetwork trained, byte[] onnx, float[] inputs, Shape shape)
            throws ParityException {
        List<float[]> expected = trained.predict(inputs, shape);
        List<float[]> found = run(trained.network(), onnx, inputs, shape);
        double largest = 0;
        for (int output = 0; output < expected.size(); output++) {
            largest = Math.max(largest, largestDifference(expected.get(output), found.get(output)));
        }
        return largest;
    }

    static double largestDifference(float[] expected, float[] found) {
        double largest = 0;
        double scale = 1;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) expected[i] - found[i]);
            largest = difference > largest || Double.isNaN(difference) ? difference : largest;
            scale = Math.max(scale, Math.abs(expected[i]));
        }
        return largest / scale;
    }

    private static List<float[]> run(Network network, byte[] onnx, float[] inputs, Shape shape) throws ParityException {
        try {
            return network.task() == Task.DENOISE
                    ? runDenoiser(network, onnx, inputs, shape)
                    : runClassifier(network, onnx, inputs, shape);
        } catch (ModelRejectedException | InferenceException failure) {
            throw new ParityException("ONNX Runtime can't run the exported model: " + failure.getMessage(), failure);
        }
    }

    private static List<float[]> runDenoiser(Network network, byte[] onnx, float[] inputs, Shape shape)
            throws ModelRejectedException, InferenceException {
        FloatBuffer images = FloatBuffer.allocate(inputs.length);
        FloatBuffer latents = FloatBuffer.allocate((int) shape.get(0) * network.outputSize());
        try (DenoiserModel model = DenoiserModel.open(onnx, SessionSettings.cpu(1))) {
            for (Denoised answer : model.denoise(pictures(inputs, shape))) {
                answer.image().copyTo(images);
                answer.latent().copyTo(latents);
            }
        }
        return List.of(images.array(), latents.array());
    }

    private static List<float[]> runClassifier(Network network, byte[] onnx, float[] inputs, Shape shape)
            throws ModelRejectedException, InferenceException {
        FloatBuffer all = FloatBuffer.allocate((int) shape.get(0) * network.outputSize());
        try (ClassifierModel model = ClassifierModel.open(onnx, SessionSettings.cpu(1))) {
            List<Scores> answers = network.task() == Task.CLASSIFY_FRAME
                    ? model.classifyFrames(pictures(inputs, shape))
                    : model.classifyLatents(vectors(inputs, network.inputSize()));
            answers.forEach(scores -> scores.asList().forEach(all::put));
        }
        return List.of(all.array());
    }

    private static List<Pixels> pictures(float[] inputs, Shape shape) {
        ImageShape image = new ImageShape((int) shape.get(1), (int) shape.get(2), (int) shape.get(3));
        return pieces(inputs, image.size())
                .map(values -> Pixels.of(image, values))
                .toList();
    }

    private static List<LatentVector> vectors(float[] inputs, int size) {
        return pieces(inputs, size).map(LatentVector::of).toList();
    }

    private static Stream<float[]> pieces(float[] inputs, int size) {
        return IntStream.range(0, inputs.length / size)
                .mapToObj(i -> Arrays.copyOfRange(inputs, i * size, (i + 1) * size));
    }
}
