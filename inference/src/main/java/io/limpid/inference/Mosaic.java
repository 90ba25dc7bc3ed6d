package io.limpid.inference;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import java.util.OptionalDouble;

/**
 * The answer to one image, put together from its tiles': their cores; the mean of their latent vectors; and the root mean square of their
 * anomaly scores, which are distances: what is strange counts by how strange it is and by its share of the image. Means are weighted by the
 * cores.
 */
final class Mosaic {
    private final ImageShape shape;
    private final float[] values;
    private final double[] latent;
    private OptionalDouble squaredAnomaly = OptionalDouble.empty();

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
        answer.anomaly()
                .ifPresent(
                        score -> squaredAnomaly = OptionalDouble.of(squaredAnomaly.orElse(0) + weight * score * score));
    }

    /** Once all tiles are in. Called once. */
    Denoised denoised() {
        float[] mean = new float[latent.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) latent[i];
        }
        OptionalDouble anomaly = squaredAnomaly.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.sqrt(squaredAnomaly.getAsDouble()));
        return new Denoised(Pixels.of(shape, values), LatentVector.of(mean), anomaly);
    }
}
