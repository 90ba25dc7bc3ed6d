package io.limpid.trainer.training;

/** What a network is trained on: inputs and targets, made when they are asked for. Thread-safe. */
public interface Samples {
    int size();

    /** Values of one target: an image, a class's one-hot vector, or both in this order. */
    int targetSize();

    /**
     * Writes one sample. The same index and epoch give the same sample.
     *
     * @param epoch counted from 1; noise differs from one to the next
     */
    void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset);

    /** Writes several samples one after another, as {@link #fill} would each. */
    default void fillAll(int[] indices, int epoch, float[] inputs, float[] targets) {
        int inputSize = inputs.length / indices.length;
        for (int k = 0; k < indices.length; k++) {
            fill(indices[k], epoch, inputs, k * inputSize, targets, k * targetSize());
        }
    }
}
