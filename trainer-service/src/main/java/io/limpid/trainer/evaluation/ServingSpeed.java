package io.limpid.trainer.evaluation;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collections;
import java.util.List;

/**
 * How fast a denoiser is served on one core: {@code serving_ms}, milliseconds an image in a batch of 32 or, of models for any size, for one picture
 * of 512 × 512, and {@code serving_megapixels_per_second}. It is processor time, and of the fastest of a few runs: what else the machine does counts
 * for little.
 */
public final class ServingSpeed {
    private static final int BATCH = 32;
    private static final int SIDE = 512;
    private static final int RUNS = 4;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ServingSpeed() {}

    /** @param trained the shape of what it was trained on, which of models for any size only the channels count of */
    public static Evaluation of(byte[] onnx, ImageShape trained) throws ModelRejectedException, InferenceException {
        try (DenoiserModel model = DenoiserModel.open(onnx, SessionSettings.cpu(1))) {
            List<Pixels> batch = batch(model, trained);
            ImageShape shape = batch.get(0).shape();
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < RUNS; i++) {
                fastest = Math.min(fastest, nanos(model, batch));
            }
            double seconds = fastest / 1e9 / batch.size();
            return new Evaluation()
                    .metric("serving_ms", seconds * 1e3)
                    .metric("serving_megapixels_per_second", shape.height() * shape.width() / 1e6 / seconds);
        }
    }

    /**
     * How many times as fast one model of a shape is as another, measured in turn.
     *
     * @param trained as {@link #of} takes it
     */
    public static double ratio(byte[] faster, byte[] slower, ImageShape trained)
            throws ModelRejectedException, InferenceException {
        try (DenoiserModel one = DenoiserModel.open(faster, SessionSettings.cpu(1));
                DenoiserModel other = DenoiserModel.open(slower, SessionSettings.cpu(1))) {
            List<Pixels> batch = batch(one, trained);
            long[] fastest = {Long.MAX_VALUE, Long.MAX_VALUE};
            for (int i = 0; i < RUNS; i++) {
                fastest[0] = Math.min(fastest[0], nanos(one, batch));
                fastest[1] = Math.min(fastest[1], nanos(other, batch));
            }
            return (double) fastest[1] / fastest[0];
        }
    }

    private static List<Pixels> batch(DenoiserModel model, ImageShape trained) {
        boolean fixed = model.description().isFixedSize();
        ImageShape shape = fixed ? trained : new ImageShape(trained.channels(), SIDE, SIDE);
        return Collections.nCopies(fixed ? BATCH : 1, Pixels.of(shape, new float[shape.size()]));
    }

    private static long nanos(DenoiserModel model, List<Pixels> batch) throws InferenceException {
        // a session of one thread runs on the thread that asks
        long began = THREADS.getCurrentThreadCpuTime();
        model.denoise(batch);
        return THREADS.getCurrentThreadCpuTime() - began;
    }
}
