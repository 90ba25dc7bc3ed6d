package io.limpid.trainer.network;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.Task;
import io.limpid.trainer.network.CompositeLayers.NoiseResidual;
import io.limpid.trainer.network.CompositeLayers.Residual;
import io.limpid.trainer.network.Layers.Convolution;
import io.limpid.trainer.network.Layers.Linear;
import io.limpid.trainer.network.PointwiseLayers.Clamp01;
import io.limpid.trainer.network.PointwiseLayers.Relu;
import io.limpid.trainer.network.ShapeLayers.DepthToSpace;
import io.limpid.trainer.network.ShapeLayers.Flatten;
import io.limpid.trainer.network.ShapeLayers.Reshape;
import java.util.ArrayList;
import java.util.List;

/**
 * Denoisers that do all their work at half the image's height and width and below; see {@link Networks#compactUNet} and
 * {@link Networks#latentUNet}. What comes up from a level below is added, not stacked: a convolution costs the product of its channels.
 */
record CompactUNet(List<Integer> channels, int blocks) {
    private static final int FIRST_KERNEL = 5;
    private static final int SQUARE = 4;

    CompactUNet {
        channels = List.copyOf(channels);
        if (channels.isEmpty() || channels.stream().anyMatch(count -> count < 1) || blocks < 1) {
            throw new IllegalArgumentException(
                    "expected channels of at least one level and blocks of at least 1, found channels=" + channels
                            + ", blocks=" + blocks);
        }
    }

    /** For any size. */
    Network network(ImageShape image) {
        List<Layer> body = body(image.channels(), List.of(new LatentTap(true)));
        List<Layer> layers = List.of(new NoiseResidual(body, true), new Clamp01());
        return new Network(Task.DENOISE, Networks.dimensions(image), layers, channels.get(last()), true);
    }

    /** For one size, with a latent vector that knows where things are. */
    Network network(ImageShape image, int latentSize) {
        int factor = 1 << channels.size();
        if (image.height() % factor != 0 || image.width() % factor != 0) {
            throw new IllegalArgumentException("network latent-unet of " + channels.size()
                    + " levels expects height and width that are multiples of " + factor + ", found " + image);
        }
        int height = image.height() / factor;
        int width = image.width() / factor;
        int values = channels.get(last()) * height * width;
        Layer throughLatent = new Residual(List.of(
                new Flatten(),
                new Linear(values, latentSize),
                new LatentTap(false),
                new Relu(),
                new Linear(latentSize, values),
                new Reshape(-1, channels.get(last()), height, width)));
        List<Layer> layers = new ArrayList<>(body(image.channels(), List.of(throughLatent)));
        layers.add(new Clamp01());
        return new Network(Task.DENOISE, Networks.dimensions(image), layers, latentSize, false);
    }

    private int last() {
        return channels.size() - 1;
    }

    /** @param middle what comes between the way down and the way up, and keeps the shape */
    private List<Layer> body(int imageChannels, List<Layer> middle) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Convolution(imageChannels, channels.get(0), FIRST_KERNEL, 2, FIRST_KERNEL / 2));
        layers.addAll(level(0, middle));
        layers.add(Convolution.same(channels.get(0), SQUARE * imageChannels, 3));
        layers.add(new DepthToSpace(2));
        return layers;
    }

    private List<Layer> level(int level, List<Layer> middle) {
        int count = channels.get(level);
        List<Layer> layers = new ArrayList<>(residuals(count));
        if (level == last()) {
            layers.addAll(middle);
        } else {
            layers.add(new Residual(below(level, middle), true));
        }
        layers.addAll(residuals(count));
        return layers;
    }

    private List<Layer> below(int level, List<Layer> middle) {
        int above = channels.get(level);
        int count = channels.get(level + 1);
        List<Layer> layers = new ArrayList<>();
        layers.add(new Convolution(above, count, 3, 2, 1));
        layers.addAll(level(level + 1, middle));
        layers.add(new Convolution(count, SQUARE * above, 1, 1, 0));
        layers.add(new DepthToSpace(2));
        return layers;
    }

    private List<Layer> residuals(int count) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            layers.add(new Residual(
                    List.of(Convolution.same(count, count, 3), new Relu(), Convolution.same(count, count, 3))));
        }
        return layers;
    }
}
