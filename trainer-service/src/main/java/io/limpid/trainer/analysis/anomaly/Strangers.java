package io.limpid.trainer.analysis.anomaly;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.Resize;
import java.util.Arrays;
import java.util.List;

/** Any pictures in the shape that a model takes: what its anomaly score must tell from its own kind. */
public final class Strangers {
    private Strangers() {}

    /**
     * Resizes pictures, and makes grey of colours, by Rec. 601, or three equal channels of grey.
     *
     * @param pictures of 1 or 3 channels, of any sizes
     * @param shape that a model takes, of 1 or 3 channels
     * @throws IllegalArgumentException when there are other numbers of channels
     */
    public static List<Pixels> of(List<Pixels> pictures, ImageShape shape) {
        return pictures.stream()
                .map(picture -> resized(withChannels(picture, shape.channels()), shape))
                .toList();
    }

    private static Pixels resized(Pixels picture, ImageShape shape) {
        return Pixels.of(shape, Resize.resize(picture.toArray(), shape(picture.shape()), shape(shape)));
    }

    private static ImageSet.Shape shape(ImageShape shape) {
        return new ImageSet.Shape(shape.channels(), shape.height(), shape.width());
    }

    private static Pixels withChannels(Pixels picture, int channels) {
        int found = picture.shape().channels();
        if (found == channels) {
            return picture;
        }
        if (found == 3 && channels == 1) {
            return grey(picture);
        }
        if (found == 1 && channels == 3) {
            return repeated(picture);
        }
        throw new IllegalArgumentException("expected pictures and a model of 1 or 3 channels, found " + picture
                + " for " + channels + " channels");
    }

    private static Pixels grey(Pixels colour) {
        int plane = colour.shape().pixelCount();
        float[] grey = new float[plane];
        for (int i = 0; i < plane; i++) {
            grey[i] = 0.299f * colour.get(i) + 0.587f * colour.get(plane + i) + 0.114f * colour.get(2 * plane + i);
        }
        return Pixels.of(
                new ImageShape(1, colour.shape().height(), colour.shape().width()), grey);
    }

    private static Pixels repeated(Pixels grey) {
        float[] plane = grey.toArray();
        float[] colour = Arrays.copyOf(plane, 3 * plane.length);
        System.arraycopy(plane, 0, colour, plane.length, plane.length);
        System.arraycopy(plane, 0, colour, 2 * plane.length, plane.length);
        return Pixels.of(new ImageShape(3, grey.shape().height(), grey.shape().width()), colour);
    }
}
