package io.limpid.direct.tensor;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Floats in row-major order, with a name and a shape whose first dimension is the batch. Owns its array; immutable. */
public final class Tensor {
    private final String name;
    private final List<Long> shape;
    private final float[] values;

    private Tensor(String name, List<Long> shape, float[] values) {
        this.name = requireNonNull(name, "name");
        this.shape = List.copyOf(shape);
        this.values = values;
    }

    /** Wraps an array, which the caller must not touch afterwards. */
    public static Tensor of(String name, List<Long> shape, float[] values) {
        if (TensorSpec.valuesIn(shape) != values.length) {
            throw new IllegalArgumentException(
                    "a tensor of " + shape + " has " + TensorSpec.valuesIn(shape) + " values, got " + values.length);
        }
        return new Tensor(name, shape, values);
    }

    public String name() {
        return name;
    }

    public List<Long> shape() {
        return shape;
    }

    /** The first dimension. */
    public int rows() {
        return Math.toIntExact(shape.get(0));
    }

    public int rowSize() {
        return values.length / rows();
    }

    /** Some rows, as a tensor of the same name. */
    public Tensor rows(int from, int to) {
        List<Long> part = new ArrayList<>(shape);
        part.set(0, (long) to - from);
        return new Tensor(name, part, Arrays.copyOfRange(values, from * rowSize(), to * rowSize()));
    }

    public int size() {
        return values.length;
    }

    public float get(int index) {
        return values[index];
    }

    /** A view that can't be written to. */
    public FloatBuffer buffer() {
        return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }

    /** One below the other: tensors of one name, and of one shape but for the first dimension. */
    public static Tensor joined(List<Tensor> parts) {
        List<Long> shape = new ArrayList<>(parts.get(0).shape);
        shape.set(0, parts.stream().mapToLong(Tensor::rows).sum());
        FloatBuffer all =
                FloatBuffer.allocate(parts.stream().mapToInt(Tensor::size).sum());
        parts.forEach(part -> all.put(part.values));
        return of(parts.get(0).name, shape, all.array());
    }

    /** Name and shape only: values never reach a log. */
    @Override
    public String toString() {
        return name + shape;
    }
}
