package io.limpid.inference;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;

/**
 * In what size an image runs through a network; what it yields is cut again.
 *
 * @param multiple that sides must be a multiple of, at least 1; what is missing repeats the last row and column
 * @param least that a side must have, at least 1; where less is there, what is missing mirrors the image
 */
record Filling(int multiple, int least) {
    /** In smaller pictures networks see little but the black that they pad with: they darken them. */
    static final int LEAST = 16;

    ImageShape shape(ImageShape asked) {
        return new ImageShape(asked.channels(), side(asked.height()), side(asked.width()));
    }

    private int side(int asked) {
        return (Math.max(asked, least) + multiple - 1) / multiple * multiple;
    }

    /** The image in the {@link #shape} that it runs in. */
    Pixels filled(Pixels image) {
        ImageShape asked = image.shape();
        ImageShape shape = shape(asked);
        if (shape.equals(asked)) {
            return image;
        }
        boolean isTiny = asked.height() < least || asked.width() < least;
        return isTiny ? image.mirrored(shape.height(), shape.width()) : image.extended(shape.height(), shape.width());
    }
}
