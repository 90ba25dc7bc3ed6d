package io.limpid.inference;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** An encoder's output for one image. Owns its array; immutable. */
public final class LatentVector {
    private final float[] values;

    private LatentVector(float[] values) {
        this.values = values;
    }

    /** Wraps an array, which the caller must not touch afterwards. */
    public static LatentVector of(float[] values) {
        return new LatentVector(requireNonNull(values, "values"));
    }

    static LatentVector read(int size, FloatBuffer source) {
        float[] values = new float[size];
        source.get(values);
        return new LatentVector(values);
    }

    public int size() {
        return values.length;
    }

    public float get(int index) {
        return values[index];
    }

    public void copyTo(FloatBuffer target) {
        target.put(values);
    }

    /** A view, for messages. */
    public List<Float> asList() {
        return new FloatList(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatentVector that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "LatentVector[" + values.length + "]";
    }

    static final class FloatList extends AbstractList<Float> implements RandomAccess {
        private final float[] values;

        FloatList(float[] values) {
            this.values = values;
        }

        @Override
        public Float get(int index) {
            return values[index];
        }

        @Override
        public int size() {
            return values.length;
        }
    }
}
