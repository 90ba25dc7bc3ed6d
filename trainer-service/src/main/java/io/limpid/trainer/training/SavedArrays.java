package io.limpid.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.List;

/** Copies of arrays as bytes, in an order that both sides know. */
final class SavedArrays {
    private SavedArrays() {}

    /** All of a block's, running statistics included. */
    static List<NDArray> of(Block block) {
        return block.getParameters().values().stream().map(Parameter::getArray).toList();
    }

    static byte[] save(List<? extends NDArray> arrays) {
        return new NDList(arrays.toArray(NDArray[]::new)).encode();
    }

    /** @throws IllegalArgumentException when they are not of the same number and shapes */
    static void load(byte[] saved, List<? extends NDArray> arrays, NDManager manager) {
        try (NDManager step = manager.newSubManager()) {
            NDList values = NDList.decode(step, saved);
            if (values.size() != arrays.size()) {
                throw new IllegalArgumentException(
                        "expected " + arrays.size() + " saved arrays, found " + values.size());
            }
            for (int i = 0; i < arrays.size(); i++) {
                copy(values.get(i), arrays.get(i));
            }
        }
    }

    private static void copy(NDArray from, NDArray to) {
        if (!from.getShape().equals(to.getShape())) {
            throw new IllegalArgumentException(
                    "expected a saved array of " + to.getShape() + ", found " + from.getShape());
        }
        from.copyTo(to);
    }
}
