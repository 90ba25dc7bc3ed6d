package io.limpid.datasets.noise;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.random.RandomGenerator;

/** How strong a noise is: a number, or a range from which each image draws its own. */
record Strength(double low, double high) {
    private static final String RANGE = "..";

    Strength {
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("expected finite numbers, found " + text(low, high));
        }
        if (!(low <= high)) {
            throw new IllegalArgumentException("expected a range that rises, found " + low + RANGE + high);
        }
    }

    /** @throws NumberFormatException when the text is no number and no range of two */
    static Strength parse(String text) {
        int dots = text.indexOf(RANGE);
        if (dots < 0) {
            double value = Double.parseDouble(text);
            return new Strength(value, value);
        }
        return new Strength(
                Double.parseDouble(text.substring(0, dots)), Double.parseDouble(text.substring(dots + RANGE.length())));
    }

    /** A fixed strength draws nothing, so that the noise which follows is that of the seed alone. */
    double draw(RandomGenerator random) {
        return low == high ? low : low + (high - low) * random.nextDouble();
    }

    boolean isWithin(double smallest, double largest) {
        return low >= smallest && high <= largest;
    }

    /** In decimal numbers: 0.1 at scale 0.8 is 0.08. */
    Strength times(double scale) {
        BigDecimal factor = BigDecimal.valueOf(scale);
        return new Strength(
                BigDecimal.valueOf(low).multiply(factor).doubleValue(),
                BigDecimal.valueOf(high).multiply(factor).doubleValue());
    }

    Strength dividedBy(double scale) {
        BigDecimal divisor = BigDecimal.valueOf(scale);
        return new Strength(
                BigDecimal.valueOf(low).divide(divisor, MathContext.DECIMAL64).doubleValue(),
                BigDecimal.valueOf(high).divide(divisor, MathContext.DECIMAL64).doubleValue());
    }

    /** How far it is below a number, from the nearest to the farthest. */
    Strength downFrom(double top) {
        BigDecimal from = BigDecimal.valueOf(top);
        return new Strength(
                from.subtract(BigDecimal.valueOf(high)).doubleValue(),
                from.subtract(BigDecimal.valueOf(low)).doubleValue());
    }

    @Override
    public String toString() {
        return text(low, high);
    }

    private static String text(double low, double high) {
        return Double.compare(low, high) == 0 ? text(low) : text(low) + RANGE + text(high);
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
