package io.limpid.onnx;

/**
 * The values of a tensor that integers can stand for. Zero is always among them, so that padding and Relu stay exact.
 *
 * @param low at most 0
 * @param high at least 0
 */
public record ValueRange(float low, float high) {
    public ValueRange {
        if (!(low <= 0 && high >= 0) || Float.isInfinite(low) || Float.isInfinite(high)) {
            throw new IllegalArgumentException("expected a range around 0, found " + low + " to " + high);
        }
    }
}
