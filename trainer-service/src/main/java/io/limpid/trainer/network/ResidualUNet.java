package io.limpid.trainer.network;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.Task;
import io.limpid.trainer.network.CompositeLayers.NoiseResidual;
import io.limpid.trainer.network.CompositeLayers.Skip;
import io.limpid.trainer.network.Layers.Convolution;
import io.limpid.trainer.network.PointwiseLayers.Clamp01;
import io.limpid.trainer.network.PointwiseLayers.Relu;
import io.limpid.trainer.network.ShapeLayers.Upsample2;
import java.util.ArrayList;
import java.util.List;

/**
 * A denoiser for any size; see {@link Networks#residualUNet}. What comes up from below has half as many channels as what it is
 * joined with, and is convolved before it is upsampled: most of the work is at full size, and this halves it.
 */
record ResidualUNet(int width, int levels) {
    private static final int MOST_LEVELS = 6;

    ResidualUNet {
        if (width < 4 || width % 4 != 0 || levels < 1 || levels > MOST_LEVELS) {
            throw new IllegalArgumentException("network residual-unet expects a width that is a multiple of 4 and 1 to "
                    + MOST_LEVELS + " levels, found width=" + width + ", levels=" + levels);
        }
    }

    Network network(ImageShape image) {
        List<Layer> body = new ArrayList<>(same(image.channels(), width));
        body.add(new Skip(below(1)));
        body.addAll(same(width + fromBelow(0), width));
        body.add(Convolution.same(width, image.channels(), 3));
        List<Layer> layers = List.of(new NoiseResidual(body), new Clamp01());
        return new Network(Task.DENOISE, Networks.dimensions(image), layers, channels(levels), true);
    }

    /** All from a level down, with half the height and width of the level above, and back. */
    private List<Layer> below(int level) {
        int channels = channels(level);
        List<Layer> layers = new ArrayList<>();
        layers.addAll(List.of(new Convolution(channels(level - 1), channels, 3, 2, 1), new Relu()));
        if (level < levels) {
            layers.add(new Skip(below(level + 1)));
            layers.addAll(same(channels + fromBelow(level), channels));
        } else {
            layers.addAll(same(channels, channels));
            layers.add(new LatentTap(true));
            layers.addAll(same(channels, channels));
        }
        layers.addAll(same(channels, fromBelow(level - 1)));
        layers.add(new Upsample2());
        return layers;
    }

    private int channels(int level) {
        return width * (2 + level) / 2;
    }

    private int fromBelow(int level) {
        return channels(level) / 2;
    }

    private static List<Layer> same(int in, int out) {
        return List.of(Convolution.same(in, out, 3), new Relu());
    }
}
