package io.limpid.inference;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import java.util.OptionalDouble;

/**
 * The answer to one image, put together from its tiles': their cores; the mean of their latent vectors, weighted by the cores; and the
 * largest of their anomaly scores, since what is strange about an image may lie in one corner.
 */
final class Mosaic {
    private final ImageShape shape;
    private final float[] values;
    private final double[] latent;
    private OptionalDouble anomaly = OptionalDouble.empty();

    Mosaic(ImageShape shape, int latentSize) {
        this.shape = shape;
        this.values = new float[shape.size()];
        this.latent = new double[latentSize];
    }

    void put(Tiling.Tile tile, Denoised answer) {
        Tiling.Span rows = tile.rows();
        Tiling.Span columns = tile.columns();
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = rows.coreFrom(); y < rows.coreTo(); y++) {
                int at = (channel * shape.height() + y) * shape.width() + columns.coreFrom();
                answer.image()
                        .copyRow(
                                channel,
                                y - rows.from(),
                                columns.coreFrom() - columns.from(),
                                values,
                                at,
                                columns.core());
            }
        }
        double weight = (double) rows.core() * columns.core() / shape.pixelCount();
        for (int i = 0; i < latent.length; i++) {
            latent[i] += weight * answer.latent().get(i);
        }
        answer.anomaly().ifPresent(score -> anomaly = OptionalDouble.of(Math.max(score, anomaly.orElse(score))));
    }

    /** Once all tiles are in. Called once. */
    Denoised denoised() {
        float[] mean = new float[latent.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) latent[i];
        }
        return new Denoised(Pixels.of(shape, values), LatentVector.of(mean), anomaly);
    }
}
