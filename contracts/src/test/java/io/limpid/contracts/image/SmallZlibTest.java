package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What it writes, read by zlib. */
class SmallZlibTest {
    private static final int ROUNDS = 2_000;

    private final SmallZlib zlib = new SmallZlib();

    private static byte[] bytes(int count, IntUnaryOperator value) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) value.applyAsInt(i);
        }
        return bytes;
    }

    /** Each byte value as often as a Fibonacci number says: the longest words that a Huffman code can have. */
    private static byte[] fibonacci() {
        byte[] bytes = new byte[SmallZlib.MOST];
        int at = 0;
        int times = 1;
        int next = 1;
        for (int value = 0; at < bytes.length; value++) {
            int end = Math.min(bytes.length, at + times);
            Arrays.fill(bytes, at, end, (byte) value);
            at = end;
            int sum = times + next;
            times = next;
            next = sum;
        }
        return bytes;
    }

    static Stream<byte[]> extremes() {
        return Stream.of(
                new byte[1],
                new byte[] {(byte) 0xff},
                new byte[SmallZlib.MOST],
                bytes(SmallZlib.MOST, i -> i),
                bytes(256, i -> i),
                bytes(SmallZlib.MOST, i -> i % 2 == 0 ? 0 : 255),
                fibonacci());
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void extremesAreReadBack(byte[] bytes) throws DataFormatException {
        assertThat(inflated(compressed(bytes))).isEqualTo(bytes);
    }

    /** By one and the same: what one leaves behind must not show in the next. */
    @Test
    void whateverIsReadBack() throws DataFormatException {
        Random random = new Random(5);
        for (int round = 0; round < ROUNDS; round++) {
            int spread = 1 + random.nextInt(128);
            boolean flat = random.nextBoolean();
            byte[] bytes = bytes(
                    1 + random.nextInt(SmallZlib.MOST),
                    i -> flat ? random.nextInt(2 * spread) : (int) (random.nextGaussian() * spread));

            assertThat(inflated(compressed(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void asSmallAsZlibMakesItByHuffmanCodesAlone() {
        Random random = new Random(6);
        byte[] bytes = bytes(800, i -> i % 28 < 14 ? 0 : (int) (random.nextGaussian() * 20));
        Deflater deflater = new Deflater();
        deflater.setStrategy(Deflater.HUFFMAN_ONLY);
        deflater.setInput(bytes);
        deflater.finish();
        int theirs = 0;
        while (!deflater.finished()) {
            theirs += deflater.deflate(new byte[SmallZlib.bound(bytes.length)]);
        }
        deflater.end();

        assertThat(compressed(bytes).length).isLessThanOrEqualTo(theirs + 4);
    }

    private byte[] compressed(byte[] bytes) {
        byte[] target = new byte[SmallZlib.bound(bytes.length)];
        return Arrays.copyOf(target, zlib.compress(bytes, bytes.length, target));
    }

    private static byte[] inflated(byte[] packed) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] bytes = new byte[SmallZlib.MOST + 1];
            int count = inflater.inflate(bytes);
            assertThat(inflater.finished()).isTrue();
            assertThat(inflater.getRemaining()).isZero();
            return Arrays.copyOf(bytes, count);
        } finally {
            inflater.end();
        }
    }
}
