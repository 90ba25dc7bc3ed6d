package io.limpid.trainer.training;

import ai.djl.ndarray.types.Shape;

/**
 * Images of a size that their network was not trained on: a few rows and columns more, odd in both, filled by repeating the image.
 *
 * @param trained the shape of a batch as trained
 * @param shape that of the same batch at the other size
 */
record OtherSize(Shape trained, Shape shape) {
    static OtherSize of(Shape trained) {
        return new OtherSize(
                trained, new Shape(trained.get(0), trained.get(1), odd(trained.get(2) + 1), odd(trained.get(3) + 3)));
    }

    private static long odd(long side) {
        return side | 1;
    }

    /** @param images at least as many as the batch has, one after another */
    float[] repeat(float[] images) {
        int height = (int) trained.get(2);
        int width = (int) trained.get(3);
        float[] repeated = new float[(int) shape.size()];
        int index = 0;
        for (int plane = 0; plane < trained.get(0) * trained.get(1); plane++) {
            for (int y = 0; y < shape.get(2); y++) {
                for (int x = 0; x < shape.get(3); x++) {
                    repeated[index++] = images[(plane * height + y % height) * width + x % width];
                }
            }
        }
        return repeated;
    }
}
