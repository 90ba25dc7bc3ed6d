package io.limpid.trainer.int8;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.inference.InferenceException;
import io.limpid.onnx.Int8Convolutions;
import io.limpid.onnx.ValueRange;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches a float model at work and tells the range of each tensor that is to be rounded: that of 99.99 % of its values, half of the rest
 * beyond either end. Without the rarest values the steps are finer for all others. The method, and the share: H. Wu et al., Integer
 * quantization for deep learning inference: principles and empirical evaluation, arXiv:2004.09602, 2020.
 */
public final class ObservedRanges {
    private static final double KEPT = 0.9999;
    private static final int BINS = 4096;
    private static final int BATCH = 16;

    private ObservedRanges() {}

    /**
     * Runs the model twice on all images: for the extremes, and for what lies between.
     *
     * @param input the name of the model's input
     * @param images of one shape
     * @throws InferenceException when the model can't be run on them
     */
    public static Map<String, ValueRange> of(Int8Convolutions model, String input, List<Pixels> images)
            throws InferenceException {
        Map<String, Histogram> seen = new LinkedHashMap<>();
        model.tensors().forEach(tensor -> seen.put(tensor, new Histogram()));
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = OrtEnvironment.getEnvironment().createSession(model.observed(), options)) {
            watch(session, input, images, (tensor, values) -> seen.get(tensor).widen(values));
            watch(session, input, images, (tensor, values) -> seen.get(tensor).count(values));
        } catch (OrtException failure) {
            throw new InferenceException("the model can't be watched at work: " + failure.getMessage(), failure);
        }
        Map<String, ValueRange> ranges = new LinkedHashMap<>();
        seen.forEach((tensor, histogram) -> ranges.put(tensor, histogram.range()));
        return ranges;
    }

    private interface Watcher {
        void saw(String tensor, FloatBuffer values);
    }

    private static void watch(OrtSession session, String input, List<Pixels> images, Watcher watcher)
            throws OrtException {
        for (int from = 0; from < images.size(); from += BATCH) {
            List<Pixels> batch = images.subList(from, Math.min(images.size(), from + BATCH));
            ImageShape shape = batch.get(0).shape();
            FloatBuffer values = FloatBuffer.allocate(batch.size() * shape.size());
            batch.forEach(image -> image.copyTo(values));
            long[] dimensions = {batch.size(), shape.channels(), shape.height(), shape.width()};
            try (OnnxTensor tensor =
                            OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values.flip(), dimensions);
                    OrtSession.Result result = session.run(Map.of(input, tensor))) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    watcher.saw(output.getKey(), ((OnnxTensor) output.getValue()).getFloatBuffer());
                }
            }
        }
    }

    /** How often values were seen, between the extremes. */
    private static final class Histogram {
        private final long[] counts = new long[BINS];
        private long all;
        private float low;
        private float high;

        void widen(FloatBuffer values) {
            while (values.hasRemaining()) {
                float value = values.get();
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }

        void count(FloatBuffer values) {
            float scale = BINS / Math.max(high - low, Float.MIN_NORMAL);
            while (values.hasRemaining()) {
                counts[Math.min(BINS - 1, (int) ((values.get() - low) * scale))]++;
                all++;
            }
        }

        ValueRange range() {
            long beyond = (long) (all * (1 - KEPT) / 2);
            float width = (high - low) / BINS;
            int first = 0;
            for (long passed = counts[0]; passed <= beyond && first < BINS - 1; passed += counts[first]) {
                first++;
            }
            int last = BINS - 1;
            for (long passed = counts[last]; passed <= beyond && last > 0; passed += counts[last]) {
                last--;
            }
            return new ValueRange(Math.min(0, low + first * width), Math.max(0, low + (last + 1) * width));
        }
    }
}
