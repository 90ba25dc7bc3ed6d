package io.limpid.trainer.training;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** No model leaves the trainer unless ONNX Runtime, on the exported file, says the same as the engine that trained it. */
public final class ParityGate {
    /** The largest difference of any value of any output that passes. */
    public static final double TOLERANCE = 1e-4;
    /** How many samples are compared. */
    public static final int SAMPLES = 256;

    private ParityGate() {}

    /**
     * Compares both on the first samples.
     *
     * @return the largest absolute difference found
     * @throws ParityException when it is above {@link #TOLERANCE}, or ONNX Runtime can't run the file
     */
    public static double check(TrainedNetwork trained, byte[] onnx, Samples samples) throws ParityException {
        Network network = trained.network();
        int size = network.inputSize();
        int count = Math.min(SAMPLES, samples.size());
        if (count == 0) {
            throw new ParityException("expected samples to compare DJL and ONNX Runtime on, found none");
        }
        float[] inputs = new float[count * size];
        float[] unused = new float[samples.targetSize()];
        for (int i = 0; i < count; i++) {
            samples.fill(i, 0, inputs, i * size, unused, 0);
        }
        List<float[]> expected = trained.predict(inputs, count);
        List<float[]> found = run(network, onnx, inputs, count);
        double largest = 0;
        for (int output = 0; output < expected.size(); output++) {
            largest = Math.max(largest, largestDifference(expected.get(output), found.get(output)));
        }
        // written so that NaN fails too
        if (!(largest <= TOLERANCE)) {
            throw new ParityException(
                    "expected DJL and ONNX Runtime to differ by at most %.0e on %d samples, found %.3e"
                            .formatted(TOLERANCE, count, largest));
        }
        return largest;
    }

    private static double largestDifference(float[] expected, float[] found) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) expected[i] - found[i]);
            largest = difference > largest || Double.isNaN(difference) ? difference : largest;
        }
        return largest;
    }

    private static List<float[]> run(Network network, byte[] onnx, float[] inputs, int count) throws ParityException {
        try {
            return network.task() == Task.DENOISE
                    ? runDenoiser(network, onnx, inputs, count)
                    : runClassifier(network, onnx, inputs, count);
        } catch (ModelRejectedException | InferenceException failure) {
            throw new ParityException("ONNX Runtime can't run the exported model: " + failure.getMessage(), failure);
        }
    }

    private static List<float[]> runDenoiser(Network network, byte[] onnx, float[] inputs, int count)
            throws ModelRejectedException, InferenceException {
        float[] images = new float[inputs.length];
        float[] latents = new float[count * network.outputSize()];
        try (DenoiserModel model = DenoiserModel.open(onnx, SessionSettings.cpu(1))) {
            List<Denoised> answers = model.denoise(pictures(network, inputs, count));
            for (int i = 0; i < count; i++) {
                answers.get(i)
                        .image()
                        .copyTo(java.nio.FloatBuffer.wrap(images, i * network.inputSize(), network.inputSize()));
                answers.get(i)
                        .latent()
                        .copyTo(java.nio.FloatBuffer.wrap(latents, i * network.outputSize(), network.outputSize()));
            }
        }
        return List.of(images, latents);
    }

    private static List<float[]> runClassifier(Network network, byte[] onnx, float[] inputs, int count)
            throws ModelRejectedException, InferenceException {
        float[] all = new float[count * network.outputSize()];
        try (ClassifierModel model = ClassifierModel.open(onnx, SessionSettings.cpu(1))) {
            List<Scores> answers = network.task() == Task.CLASSIFY_FRAME
                    ? model.classifyFrames(pictures(network, inputs, count))
                    : model.classifyLatents(vectors(network, inputs, count));
            for (int i = 0; i < all.length; i++) {
                all[i] = answers.get(i / network.outputSize()).asList().get(i % network.outputSize());
            }
        }
        return List.of(all);
    }

    private static List<Pixels> pictures(Network network, float[] inputs, int count) {
        ImageShape shape = new ImageShape(
                network.input().get(0), network.input().get(1), network.input().get(2));
        List<Pixels> pictures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pictures.add(Pixels.of(shape, Arrays.copyOfRange(inputs, i * shape.size(), (i + 1) * shape.size())));
        }
        return pictures;
    }

    private static List<LatentVector> vectors(Network network, float[] inputs, int count) {
        int size = network.inputSize();
        List<LatentVector> vectors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            vectors.add(LatentVector.of(Arrays.copyOfRange(inputs, i * size, (i + 1) * size)));
        }
        return vectors;
    }
}
