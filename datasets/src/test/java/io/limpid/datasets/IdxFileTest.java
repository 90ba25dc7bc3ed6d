package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdxFileTest {
    private static final byte[] GOOD = TinySet.idx(new int[] {2, 2, 3}, 250);

    @TempDir
    Path folder;

    @Test
    void readsAPlainFile() {
        IdxFile file = IdxFile.read(TinySet.write(folder.resolve("x"), GOOD), 3);

        assertThat(file.dimension(0)).isEqualTo(2);
        assertThat(file.dimension(2)).isEqualTo(3);
        assertThat(file.values()).startsWith((byte) 250, (byte) 251).hasSize(12);
    }

    @Test
    void readsAZippedFileWithTheSumOfItsContent() {
        IdxFile plain = IdxFile.read(TinySet.write(folder.resolve("x"), GOOD), 3);
        IdxFile zipped = IdxFile.read(TinySet.write(folder.resolve("x.gz"), TinySet.zipped(GOOD)), 3);

        assertThat(zipped.values()).isEqualTo(plain.values());
        assertThat(zipped.sha256OfContent()).isEqualTo(plain.sha256OfContent()).hasSize(64);
    }

    static Stream<Arguments> damaged() {
        byte[] zipped = TinySet.zipped(GOOD);
        return Stream.of(
                Arguments.of("empty", new byte[0], "ends too early"),
                Arguments.of("half a header", Arrays.copyOf(GOOD, 9), "ends too early"),
                Arguments.of("half its values", Arrays.copyOf(GOOD, 20), "expected 12 values, the file ends after 4"),
                Arguments.of("half a zip", Arrays.copyOf(zipped, zipped.length / 2), "ends too early"),
                Arguments.of("more than declared", Arrays.copyOf(GOOD, 30), "expected 12 values, the file has more"),
                Arguments.of("labels", TinySet.idx(new int[] {2}, 0), "expected an IDX file of bytes with 3"),
                Arguments.of("a web page", "<html>".getBytes(), "found 3c68746d at byte 0"),
                Arguments.of("a negative number", header(-1, 2, 3), "the header declares [-1, 2, 3]"),
                Arguments.of("too much", header(60_000, 60_000, 60_000), "expected at most 1073741824 values"),
                Arguments.of("overflow", header(65_536, 65_536, 65_536), "expected at most 1073741824 values"));
    }

    private static byte[] header(int... dimensions) {
        ByteBuffer header = ByteBuffer.allocate(16).putInt(0x0803);
        Arrays.stream(dimensions).forEach(header::putInt);
        return header.array();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damaged")
    void refusesADamagedFileByName(String what, byte[] content, String expected) {
        Path file = TinySet.write(folder.resolve("train-images"), content);

        assertThatThrownBy(() -> IdxFile.read(file, 3))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(expected);
    }

    @Test
    void refusesAMissingFileByName() {
        Path file = folder.resolve("missing");

        assertThatThrownBy(() -> IdxFile.read(file, 3))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file.toString());
    }
}
