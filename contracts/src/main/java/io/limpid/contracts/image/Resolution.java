package io.limpid.contracts.image;

import java.util.Optional;

/**
 * How large a picture is on paper.
 *
 * @param across dots an inch from left to right, more than 0
 * @param down dots an inch from top to bottom, more than 0
 */
public record Resolution(double across, double down) {
    private static final double INCH_IN_METRES = 0.0254;
    /** Whole dots a metre tell dots an inch no closer. */
    private static final double COARSE = INCH_IN_METRES / 2 + 1e-6;

    private static final double MOST = 1_000_000;

    public Resolution {
        if (!isPossible(across) || !isPossible(down)) {
            throw new IllegalArgumentException("expected dots an inch, got " + across + " and " + down);
        }
    }

    private static boolean isPossible(double dots) {
        return dots > 0 && dots <= MOST;
    }

    /** Of what a file says; empty where that means nothing. */
    static Optional<Resolution> ofInches(double across, double down) {
        return isPossible(across) && isPossible(down) ? Optional.of(new Resolution(across, down)) : Optional.empty();
    }

    /** 11811 dots a metre are meant as 300 an inch. */
    static Optional<Resolution> ofMetres(double across, double down) {
        return ofInches(meant(across * INCH_IN_METRES), meant(down * INCH_IN_METRES));
    }

    private static double meant(double dots) {
        double whole = Math.rint(dots);
        return Math.abs(dots - whole) <= COARSE ? whole : dots;
    }

    int acrossMetre() {
        return (int) Math.rint(across / INCH_IN_METRES);
    }

    int downMetre() {
        return (int) Math.rint(down / INCH_IN_METRES);
    }

    Resolution withSidesSwapped() {
        return new Resolution(down, across);
    }
}
