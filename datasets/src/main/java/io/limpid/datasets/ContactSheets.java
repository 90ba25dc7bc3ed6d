package io.limpid.datasets;

import static java.util.Objects.requireNonNull;

import io.limpid.datasets.ImageSet.Shape;

/**
 * Small images side by side on sheets, as pictures to cut patches from; each sheet is its own clean picture. Images that don't fill a sheet are
 * left out.
 */
final class ContactSheets implements PairSet {
    /** Images in a row, and rows on a sheet. */
    static final int COLUMNS = 8;

    private final String name;
    private final ImageSet images;

    /** @param name of the set */
    ContactSheets(String name, ImageSet images) {
        this.name = requireNonNull(name, "name");
        this.images = requireNonNull(images, "images");
    }

    @Override
    public int size() {
        return images.size() / (COLUMNS * COLUMNS);
    }

    @Override
    public String name(int index) {
        return name + " sheet " + (index + 1);
    }

    @Override
    public Shape shape(int index) {
        Shape one = images.shape();
        return new Shape(one.channels(), COLUMNS * one.height(), COLUMNS * one.width());
    }

    @Override
    public float[] input(int index) {
        return clean(index);
    }

    @Override
    public float[] clean(int index) {
        Shape one = images.shape();
        float[] sheet = new float[shape(index).size()];
        for (int place = 0; place < COLUMNS * COLUMNS; place++) {
            float[] image = images.image(index * COLUMNS * COLUMNS + place);
            int top = place / COLUMNS * one.height();
            int left = place % COLUMNS * one.width();
            for (int row = 0; row < one.channels() * one.height(); row++) {
                int channel = row / one.height();
                int y = channel * COLUMNS * one.height() + top + row % one.height();
                System.arraycopy(image, row * one.width(), sheet, y * COLUMNS * one.width() + left, one.width());
            }
        }
        return sheet;
    }
}
