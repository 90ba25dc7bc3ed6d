package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilingTest {
    @ParameterizedTest
    @CsvSource({
        "64, 64, 64, 5",
        "65, 64, 64, 5",
        "64, 200, 64, 16",
        "500, 333, 128, 20",
        "129, 1000, 128, 0",
        "1, 5000, 96, 32"
    })
    void coresCoverTheImageOnceWithTheOverlapAround(int height, int width, int side, int overlap) {
        int[][] covered = new int[height][width];
        for (Tiling.Tile tile : new Tiling(side, overlap).tiles(height, width)) {
            check(tile.rows(), height, side, overlap);
            check(tile.columns(), width, side, overlap);
            for (int y = tile.rows().coreFrom(); y < tile.rows().coreTo(); y++) {
                for (int x = tile.columns().coreFrom(); x < tile.columns().coreTo(); x++) {
                    covered[y][x]++;
                }
            }
        }
        for (int[] row : covered) {
            assertThat(row).containsOnly(1);
        }
    }

    private static void check(Tiling.Span span, int length, int side, int overlap) {
        assertThat(span.from() % Tiling.GRID).isZero();
        assertThat(span.length()).isBetween(1, side);
        assertThat(span.core()).isPositive();
        assertThat(span.coreFrom() - span.from()).isGreaterThanOrEqualTo(span.from() == 0 ? 0 : overlap);
        assertThat(span.to() - span.coreTo()).isGreaterThanOrEqualTo(span.to() == length ? 0 : overlap);
    }

    @Test
    void aSmallImageIsOneTile() {
        assertThat(new Tiling(128, 10).tiles(128, 7)).hasSize(1);
    }

    @Test
    void refusesTilesThatAreAllOverlap() {
        assertThatThrownBy(() -> new Tiling(64, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected tiles of at least 72 pixels a side for an overlap of 20, found 64");
    }
}
