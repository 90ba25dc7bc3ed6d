package io.limpid.trainer.network;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.Task;
import io.limpid.trainer.network.Layers.BatchNormalization;
import io.limpid.trainer.network.Layers.Convolution;
import io.limpid.trainer.network.Layers.Linear;
import io.limpid.trainer.network.PointwiseLayers.Relu;
import io.limpid.trainer.network.ShapeLayers.Flatten;
import io.limpid.trainer.network.ShapeLayers.MaxPooling;
import java.util.ArrayList;
import java.util.List;

/** Classifiers of pictures and of latent vectors, up to the logits. */
final class Classifiers {
    private static final int SMALLEST_BENCHMARK = 6;

    private Classifiers() {}

    static Network frame(ImageShape image, int classes) {
        if (image.height() % 4 != 0 || image.width() % 4 != 0) {
            throw new IllegalArgumentException(
                    "network cnn-classifier expects height and width that are multiples of 4, found " + image);
        }
        int features = 32 * (image.height() / 4) * (image.width() / 4);
        List<Layer> layers = List.of(
                Convolution.same(image.channels(), 16, 3),
                new BatchNormalization(16),
                new Relu(),
                new MaxPooling(2),
                Convolution.same(16, 32, 3),
                new BatchNormalization(32),
                new Relu(),
                new MaxPooling(2),
                new Flatten(),
                new Linear(features, 128),
                new Relu(),
                new Linear(128, classes));
        return new Network(Task.CLASSIFY_FRAME, Networks.dimensions(image), layers, classes, false);
    }

    static Network benchmark(ImageShape image, int classes) {
        if (image.height() < SMALLEST_BENCHMARK || image.width() < SMALLEST_BENCHMARK) {
            throw new IllegalArgumentException("network benchmark-cnn expects images of at least " + SMALLEST_BENCHMARK
                    + " x " + SMALLEST_BENCHMARK + ", found " + image);
        }
        int features = benchmarkSide(image.height()) * benchmarkSide(image.width());
        List<Layer> layers = List.of(
                Convolution.same(image.channels(), 1, 5),
                new Relu(),
                new MaxPooling(2),
                new Convolution(1, 1, 2, 1, 0),
                new Relu(),
                new MaxPooling(2),
                new Flatten(),
                new Linear(features, classes));
        return new Network(Task.CLASSIFY_FRAME, Networks.dimensions(image), layers, classes, false);
    }

    /** Halved, one less by the convolution without padding, halved. */
    private static int benchmarkSide(int side) {
        return (side / 2 - 1) / 2;
    }

    static Network latentHead(int latentSize, int classes) {
        List<Layer> layers = List.of(
                new BatchNormalization(latentSize), new Linear(latentSize, 256), new Relu(), new Linear(256, classes));
        return new Network(Task.CLASSIFY_LATENT, List.of(latentSize), layers, classes, false);
    }

    static Network latentMlp(int latentSize, int classes, int hidden, int depth) {
        if (hidden < 1 || depth < 0) {
            throw new IllegalArgumentException(
                    "network latent-mlp expects hidden of at least 1 and depth of at least 0," + " found hidden="
                            + hidden + ", depth=" + depth);
        }
        List<Layer> layers = new ArrayList<>(List.of(new Linear(latentSize, hidden), new Relu()));
        for (int i = 0; i < depth; i++) {
            layers.addAll(List.of(new Linear(hidden, hidden), new Relu()));
        }
        layers.add(new Linear(hidden, classes));
        return new Network(Task.CLASSIFY_LATENT, List.of(latentSize), layers, classes, false);
    }
}
