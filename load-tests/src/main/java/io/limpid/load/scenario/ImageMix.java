package io.limpid.load.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the images are like.
 *
 * @param keys how many there are
 * @param skew the exponent of the Zipf distribution of keys; 0 makes all equally frequent
 * @param bad the share of records that can't be denoised, 0 to 1
 * @param sizes weights by width and height, such as {@code 28x28}
 */
public record ImageMix(int keys, double skew, double bad, Map<String, Double> sizes) {
    private static final int MOST_KEYS = 1_000_000;
    private static final int LARGEST_SIDE = 2048;
    private static final String SIZE = "[1-9]\\d{0,3}x[1-9]\\d{0,3}";

    /** Small pictures of many keys, all good. */
    static final ImageMix STANDARD = new ImageMix(200, 0, 0, Map.of("28x28", 1.0));

    public ImageMix {
        require(keys >= 1 && keys <= MOST_KEYS, "keys of 1 to " + MOST_KEYS, keys);
        require(skew >= 0 && skew <= 10, "a skew of 0 to 10", skew);
        require(bad >= 0 && bad <= 1, "a share of bad records from 0 to 1", bad);
        require(!sizes.isEmpty(), "at least one size", sizes);
        sizes.forEach((size, weight) -> {
            require(size.matches(SIZE) && largestSide(size) <= LARGEST_SIDE, "a size such as 28x28", size);
            require(weight > 0 && weight < Double.MAX_VALUE, "a weight above 0 for size " + size, weight);
        });
        sizes = Map.copyOf(sizes);
    }

    @JsonCreator
    static ImageMix read(
            @Nullable Integer keys, @Nullable Double skew, @Nullable Double bad, @Nullable Map<String, Double> sizes) {
        return new ImageMix(
                keys == null ? STANDARD.keys() : keys,
                skew == null ? STANDARD.skew() : skew,
                bad == null ? STANDARD.bad() : bad,
                sizes == null ? STANDARD.sizes() : new LinkedHashMap<>(sizes));
    }

    private static int largestSide(String size) {
        String[] sides = size.split("x");
        return Math.max(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }

    private static void require(boolean holds, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("images: expected " + expected + ", found " + found);
        }
    }
}
