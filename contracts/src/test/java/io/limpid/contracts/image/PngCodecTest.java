package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.Encoding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our reader and writer beside the JDK's. */
class PngCodecTest {
    private static final PayloadLimits LIMITS = PayloadLimits.STANDARD;

    private static Pixels picture(int channels, int height, int width, long seed) {
        ImageShape shape = new ImageShape(channels, height, width);
        Random random = new Random(seed);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            int x = i % width;
            // rows of a slope, of noise and of one colour: each filter is best somewhere
            values[i] = switch (i / width % 3) {
                case 0 -> x / (float) width;
                case 1 -> random.nextFloat();
                default -> 0.25f;
            };
        }
        return Pixels.of(shape, values);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 28, 28, 8, false",
        "3, 28, 28, 8, false",
        "1, 1, 1, 8, false",
        "3, 1, 300, 8, false",
        "1, 300, 1, 8, true",
        "3, 17, 33, 8, true",
        "1, 17, 33, 16, false",
        "3, 64, 64, 16, true",
        "3, 600, 700, 8, false"
    })
    void theJdkReadsWhatIsWritten(int channels, int height, int width, int bitDepth, boolean withAlpha)
            throws IOException {
        Pixels pixels = picture(channels, height, width, 3);
        Optional<Pixels> alpha = withAlpha ? Optional.of(picture(1, height, width, 4)) : Optional.empty();

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(PngWriter.write(pixels, bitDepth, alpha)));

        assertThat(read.getColorModel().hasAlpha()).isEqualTo(withAlpha);
        assertThat(read.getRaster().getNumBands()).isEqualTo(channels + (withAlpha ? 1 : 0));
        for (int channel = 0; channel < channels; channel++) {
            requireBand(read, channel, pixels, channel, bitDepth);
        }
        if (withAlpha) {
            requireBand(read, channels, alpha.orElseThrow(), 0, bitDepth);
        }
    }

    private static void requireBand(BufferedImage image, int band, Pixels expected, int channel, int bitDepth) {
        int largest = (1 << bitDepth) - 1;
        int[] samples = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), band, (int[]) null);
        int[] wanted = IntStream.range(0, samples.length)
                .map(i -> (int) (expected.get(channel * samples.length + i) * largest + 0.5f))
                .toArray();
        assertThat(samples).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 28, 28",
        "3, 28, 28",
        "1, 1, 1",
        "3, 1, 300",
        "1, 300, 1",
        "3, 600, 700",
        "3, 3, 4000",
        "1, 3, 20000"
    })
    void readsWhatTheJdkAndWeWrite(int channels, int height, int width) throws IOException {
        Pixels pixels = picture(channels, height, width, 5);
        byte[] ours = PngWriter.write(pixels, 8, Optional.empty());
        ByteArrayOutputStream theirs = new ByteArrayOutputStream();
        ImageIO.write(ImageIO.read(new ByteArrayInputStream(ours)), "png", theirs);

        assertThat(PngReader.read(ours, LIMITS)).contains(eightBits(pixels));
        assertThat(PngReader.read(theirs.toByteArray(), LIMITS)).contains(eightBits(pixels));
    }

    private static Pixels eightBits(Pixels pixels) {
        float[] values = pixels.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) (values[i] * 255 + 0.5f) * (1f / 255);
        }
        return Pixels.of(pixels.shape(), values);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4"})
    void restoresWhatEachFilterWrote(int filter) {
        byte[] bytes = new byte[200];
        new Random(filter).nextBytes(bytes);
        for (int pixelBytes : new int[] {1, 2, 3, 4, 6, 8}) {
            byte[] above = Arrays.copyOf(bytes, PngRows.PAD + 96);
            byte[] row = Arrays.copyOfRange(bytes, 90, 90 + PngRows.PAD + 96);
            Arrays.fill(above, 0, PngRows.PAD, (byte) 0);
            Arrays.fill(row, 0, PngRows.PAD, (byte) 0);
            byte[] differences = new byte[PngRows.PAD + 96];

            PngRows.filter(filter, row, above, differences, 96, pixelBytes);

            assertThat(PngRows.restore(filter, differences, above, 96, pixelBytes))
                    .isTrue();
            assertThat(differences).isEqualTo(row);
        }
    }

    @Test
    void dataInManyChunksIsRead() {
        byte[] rows = {0, 10, 20, 0, 30, 40};
        byte[] packed = packed(rows);
        PngFile file = new PngFile().header(2, 2, 8, PngFile.GREY);
        for (byte one : packed) {
            file.chunk("IDAT", one).chunk("IDAT");
        }

        assertThat(PngReader.read(file.end(), LIMITS)).contains(Pixels.of(new ImageShape(1, 2, 2), new float[] {
            10 * (1f / 255), 20 * (1f / 255), 30 * (1f / 255), 40 * (1f / 255)
        }));
    }

    private static byte[] packed(byte... rows) {
        Deflater deflater = new Deflater();
        deflater.setInput(rows);
        deflater.finish();
        byte[] packed = new byte[rows.length + 64];
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    static Stream<byte[]> others() {
        PngFile grey = new PngFile().header(2, 1, 8, PngFile.GREY);
        byte[] whole = new PngFile()
                .header(2, 1, 8, PngFile.GREY)
                .pixels((byte) 0, (byte) 1, (byte) 2)
                .end();
        byte[] dictionary = packed((byte) 0, (byte) 1, (byte) 2);
        dictionary[1] = (byte) 0xbb;
        byte[] interlaced = ByteBuffer.allocate(13).putInt(1).putInt(1).array();
        interlaced[8] = 8;
        interlaced[12] = 1;
        return Stream.of(
                new byte[0],
                Arrays.copyOf(whole, 20),
                Arrays.copyOf(whole, whole.length - 1),
                new PngFile()
                        .header(1, 1, 16, PngFile.GREY)
                        .pixels((byte) 0, (byte) 1, (byte) 2)
                        .end(),
                new PngFile()
                        .header(1, 1, 8, PngFile.GREY_ALPHA)
                        .pixels((byte) 0, (byte) 1, (byte) 2)
                        .end(),
                new PngFile()
                        .header(1, 1, 8, PngFile.GREY)
                        .chunk("tRNS", (byte) 0, (byte) 1)
                        .pixels((byte) 0, (byte) 1)
                        .end(),
                new PngFile()
                        .chunk("IHDR", interlaced)
                        .pixels((byte) 0, (byte) 1)
                        .end(),
                new PngFile()
                        .header(5000, 5000, 8, PngFile.GREY)
                        .pixels((byte) 0)
                        .end(),
                new PngFile()
                        .header(1, 1, 8, PngFile.GREY)
                        .pixels((byte) 5, (byte) 1)
                        .end(),
                new PngFile().header(1, 1, 8, PngFile.GREY).pixels((byte) 0).end(),
                new PngFile()
                        .header(1, 1, 8, PngFile.GREY)
                        .pixels((byte) 0, (byte) 1, (byte) 2)
                        .end(),
                new PngFile().header(1, 1, 8, PngFile.GREY).end(),
                new PngFile()
                        .header(1, 1, 8, PngFile.GREY)
                        .chunk("IDAT", (byte) 1, (byte) 2)
                        .end(),
                grey.chunk("IDAT", dictionary).end());
    }

    @ParameterizedTest
    @MethodSource("others")
    void allOthersAreLeftToTheJdk(byte[] file) {
        assertThat(PngReader.read(file, LIMITS)).isEmpty();
    }

    /** What one image leaves behind must not show in the next. */
    @Test
    void imagesOfAllSizesInAnyOrder() throws MalformedPayloadException {
        Random random = new Random(11);
        ImageCodec codec = new ImageCodec(LIMITS);
        for (int i = 0; i < 300; i++) {
            Pixels pixels = picture(random.nextBoolean() ? 1 : 3, 1 + random.nextInt(40), 1 + random.nextInt(40), i);

            byte[] file = codec.encodeBytes(pixels, Encoding.PNG);

            assertThat(codec.decodeFile(file, Encoding.PNG)).isEqualTo(eightBits(pixels));
        }
    }
}
