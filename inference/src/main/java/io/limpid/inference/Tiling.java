package io.limpid.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an image into tiles that overlap. Each tile answers for its core only; cores cover the image without gap or overlap, and around
 * each lies at least the overlap, but at the image's own borders.
 *
 * @param side of a tile, in pixels; the last of a row or column may be smaller
 * @param overlap what a core's pixels may depend on around it, in pixels
 */
record Tiling(int side, int overlap) {
    /** Tiles begin at multiples of this, so that networks which halve the sides, up to five times, see the same grid as untiled. */
    static final int GRID = 32;

    Tiling {
        if (overlap < 0 || side < smallestSide(overlap)) {
            throw new IllegalArgumentException("expected tiles of at least " + smallestSide(Math.max(0, overlap))
                    + " pixels a side for an overlap of " + overlap + ", found " + side);
        }
    }

    /** The smallest side that leaves a core for that overlap. */
    static int smallestSide(int overlap) {
        return 2 * overlap + GRID;
    }

    /** A stretch of rows or columns: what is cut, and which part of it is kept. */
    record Span(int from, int to, int coreFrom, int coreTo) {
        int length() {
            return to - from;
        }

        int core() {
            return coreTo - coreFrom;
        }
    }

    /** A tile: its rows and its columns. */
    record Tile(Span rows, Span columns) {
        /** What tiles that run together have in common. */
        Size size() {
            return new Size(rows.length(), columns.length());
        }
    }

    /** In pixels. */
    record Size(int height, int width) {}

    /** All tiles of an image, row by row. */
    List<Tile> tiles(int height, int width) {
        List<Tile> tiles = new ArrayList<>();
        List<Span> columns = spans(width);
        for (Span rows : spans(height)) {
            columns.forEach(each -> tiles.add(new Tile(rows, each)));
        }
        return tiles;
    }

    private List<Span> spans(int length) {
        int step = (side - 2 * overlap) / GRID * GRID;
        List<Span> spans = new ArrayList<>();
        int from = 0;
        while (length - from > side) {
            spans.add(new Span(from, from + side, core(from), from + step + overlap));
            from += step;
        }
        spans.add(new Span(from, length, core(from), length));
        return spans;
    }

    /** Where the core of what begins there begins. */
    private int core(int from) {
        return from == 0 ? 0 : from + overlap;
    }
}
