package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.v1.Encoding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
    private static final ImageCodec CODEC = new ImageCodec(PayloadLimits.STANDARD);

    private static byte[] pages(List<DecodedImage> images) {
        try (AnswerFile file = new AnswerFile(Encoding.TIFF, CODEC)) {
            images.forEach(image -> file.add(image.pixels(), image, FileDetails.NONE));
            return file.bytes();
        }
    }

    /** Grey and colour, 8 bits and 16, with alpha and without, larger than a strip and smaller. */
    @Test
    void keepsThePagesOfATiff() throws Exception {
        List<DecodedImage> images = List.of(
                TestImages.noise(1, 8, false, 300, 400),
                TestImages.noise(3, 16, false, 20, 31),
                TestImages.noise(3, 8, true, 1, 1),
                TestImages.noise(1, 16, true, 90, 70));

        PictureFile file = PictureFile.of(pages(images), Encoding.TIFF);

        assertThat(file.pictures()).isEqualTo(4);
        for (int page : List.of(3, 0, 1, 2)) {
            assertThat(file.decode(page, Encoding.TIFF, CODEC)).isEqualTo(images.get(page));
        }
    }

    private static byte[] grey() {
        return new TiffFile(2, 2, (byte) 1, (byte) 2, (byte) 3, (byte) 4).end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5})
    void countsNoThumbnailsAndMasks(int kind) throws Exception {
        assertThat(PictureFile.of(TiffFile.twice(grey(), kind), Encoding.TIFF).pictures())
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void countsPages(int kind) throws Exception {
        assertThat(PictureFile.of(TiffFile.twice(grey(), kind), Encoding.TIFF).pictures())
                .isEqualTo(2);
    }

    @Test
    void takesAThumbnailThatIsAlone() throws Exception {
        byte[] file = new TiffFile(1, 1, (byte) 255).with(254, 1).end();

        PictureFile picture = PictureFile.of(file, Encoding.TIFF);

        assertThat(picture.pictures()).isOne();
        assertThat(picture.decode(0, Encoding.TIFF, CODEC).pixels().get(0)).isEqualTo(1);
    }

    /** What is missing can't be counted. */
    @Test
    void refusesPagesThatAreNotThere() {
        byte[] cut = TiffFile.twice(grey(), 0);
        byte[] round = grey();
        ByteBuffer turned = ByteBuffer.wrap(round);
        int at = turned.getInt(4);
        turned.putInt(at + 2 + 12 * turned.getShort(at), at);

        assertThatThrownBy(() -> PictureFile.of(Arrays.copyOf(cut, cut.length - 20), Encoding.TIFF))
                .isInstanceOfSatisfying(MalformedPayloadException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(PayloadProblem.UNDECODABLE))
                .hasMessageContaining("directory number 2", "lies beyond the end");
        assertThatThrownBy(() -> PictureFile.of(round, Encoding.TIFF))
                .isInstanceOf(MalformedPayloadException.class)
                .hasMessageContaining("directory number 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7})
    void refusesATiffWithoutAWholeHeader(int bytes) {
        assertThatThrownBy(() -> PictureFile.of(Arrays.copyOf(grey(), bytes), Encoding.TIFF))
                .isInstanceOf(MalformedPayloadException.class)
                .hasMessageContaining("ends after " + bytes + " bytes");
    }

    private static byte[] gif(int frames) throws Exception {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("GIF").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames; i++) {
                BufferedImage frame =
                        TestImages.drawn(BufferedImage.TYPE_BYTE_INDEXED, 9, 9, at -> (int) at | 0xff000000);
                writer.writeToSequence(new IIOImage(frame, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Test
    void countsFrames() throws Exception {
        byte[] png = new PngFile()
                .header(1, 1, 8, PngFile.GREY)
                .chunk("acTL", new byte[] {0, 0, 0, 7, 0, 0, 0, 0})
                .pixels((byte) 0, (byte) 0)
                .end();
        byte[] webp = new WebpFile()
                .extended(WebpFile.ANIMATED, 4, 4)
                .chunk("ANMF", new byte[16])
                .chunk("ANMF", new byte[16])
                .end();

        assertThat(PictureFile.of(gif(3), Encoding.GIF).pictures()).isEqualTo(3);
        assertThat(PictureFile.of(gif(1), Encoding.GIF).pictures()).isOne();
        assertThat(PictureFile.of(png, Encoding.PNG).pictures()).isEqualTo(7);
        assertThat(PictureFile.of(webp, Encoding.WEBP).pictures()).isEqualTo(2);
        assertThat(PictureFile.of(webp, Encoding.WEBP).hasPages()).isFalse();
        assertThat(PictureFile.of(new byte[] {'G', 'I', 'F', '8'}, Encoding.GIF).pictures())
                .isOne();
    }
}
