package io.limpid.contracts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.icc.IccDirectory;
import com.drew.metadata.icc.IccReader;
import com.drew.metadata.jfif.JfifDirectory;
import com.drew.metadata.jfif.JfifReader;
import com.drew.metadata.png.PngDirectory;
import io.limpid.contracts.v1.Encoding;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileDetailsTest {
    private static final ImageCodec CODEC = new ImageCodec(PayloadLimits.STANDARD);
    private static final byte[] LINEAR =
            ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    private static final byte[] GREY =
            ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    private static final Resolution SCAN = new Resolution(300, 600);

    private static FileDetails details(byte[] profile) {
        return new FileDetails(Optional.of(SCAN), ColourProfile.of(profile));
    }

    private static byte[] file(Encoding encoding, Pixels pixels, FileDetails details) {
        try (AnswerFile file = new AnswerFile(encoding, CODEC)) {
            file.add(pixels, DecodedImage.opaque(pixels), details);
            return file.bytes();
        }
    }

    private static Pixels picture(int channels) {
        return TestImages.gradient(new ImageShape(channels, 12, 9));
    }

    @ParameterizedTest
    @CsvSource({"PNG,1", "PNG,3", "JPEG,1", "JPEG,3", "TIFF,1", "TIFF,3"})
    void carriesResolutionAndProfileFromFileToFile(Encoding encoding, int channels) throws Exception {
        FileDetails details = details(channels == 1 ? GREY : LINEAR);

        byte[] file = file(encoding, picture(channels), details);

        assertThat(PictureFile.of(file, encoding).details(0)).isEqualTo(details);
        assertThat(CODEC.decodeFile(file, encoding).shape())
                .isEqualTo(picture(channels).shape());
        assertThat(ImageIO.read(new ByteArrayInputStream(file)).getWidth()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no end", "name\0"})
    void keepsTheResolutionBesideADamagedProfile(String profile) throws Exception {
        byte[] png = new PngFile()
                .header(1, 1, 8, PngFile.GREY)
                .chunk("iCCP", profile.getBytes(StandardCharsets.ISO_8859_1))
                .chunk("pHYs", new byte[] {0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1})
                .pixels((byte) 0, (byte) 0)
                .end();

        FileDetails details = PictureFile.of(png, Encoding.PNG).details(0);

        assertThat(details.profile()).isEmpty();
        assertThat(details.resolution()).isPresent();
    }

    private static Metadata read(byte[] file) throws Exception {
        Metadata metadata = new Metadata();
        if (ContentType.sniff(file).equals(Optional.of(Encoding.JPEG))) {
            // some of its readers of JPEGs need a library for XMP
            JpegSegmentData segments = JpegSegmentReader.readSegments(
                    new SequentialByteArrayReader(file), List.of(JpegSegmentType.APP0, JpegSegmentType.APP2));
            new JfifReader()
                    .readJpegSegments(segments.getSegments(JpegSegmentType.APP0), metadata, JpegSegmentType.APP0);
            new IccReader()
                    .readJpegSegments(segments.getSegments(JpegSegmentType.APP2), metadata, JpegSegmentType.APP2);
        } else {
            metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
        }
        metadata.getDirectories().forEach(directory -> assertThat(directory.getErrors())
                .as(directory.getName())
                .isEmpty());
        return metadata;
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"PNG", "JPEG", "TIFF"})
    void othersReadThem(Encoding encoding) throws Exception {
        Metadata metadata = read(file(encoding, picture(3), details(LINEAR)));

        assertThat(metadata.getFirstDirectoryOfType(IccDirectory.class).getString(IccDirectory.TAG_COLOR_SPACE))
                .startsWith("RGB");
        switch (encoding) {
            case PNG ->
                assertThat(metadata.getDirectoriesOfType(PngDirectory.class))
                        .anySatisfy(chunk -> assertThat(chunk.getInteger(PngDirectory.TAG_PIXELS_PER_UNIT_Y))
                                .isEqualTo(23622));
            case JPEG -> {
                JfifDirectory jfif = metadata.getFirstDirectoryOfType(JfifDirectory.class);
                assertThat(jfif.getInt(JfifDirectory.TAG_UNITS)).isOne();
                assertThat(jfif.getResX()).isEqualTo(300);
                assertThat(jfif.getResY()).isEqualTo(600);
            }
            default -> {
                ExifIFD0Directory tags = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
                assertThat(tags.getInt(ExifIFD0Directory.TAG_X_RESOLUTION)).isEqualTo(300);
                assertThat(tags.getInt(ExifIFD0Directory.TAG_Y_RESOLUTION)).isEqualTo(600);
                assertThat(tags.getInt(ExifIFD0Directory.TAG_RESOLUTION_UNIT)).isEqualTo(2);
            }
        }
    }

    /** Many parts in a JPEG. */
    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"PNG", "JPEG", "TIFF"})
    void carriesALongProfile(Encoding encoding) throws Exception {
        byte[] profile = Arrays.copyOf(LINEAR, 1_000_000);
        ByteBuffer.wrap(profile).putInt(0, profile.length);
        profile[900_000] = 7;

        byte[] file = file(encoding, picture(3), details(profile));

        assertThat(PictureFile.of(file, encoding).details(0).profile()).isEqualTo(ColourProfile.of(profile));
    }

    @Test
    void keepsWhatTheAnswerHolds() throws Exception {
        Pixels pixels = picture(3);
        DecodedImage image = DecodedImage.opaque(pixels);
        try (AnswerFile bmp = new AnswerFile(Encoding.BMP, CODEC);
                AnswerFile gif = new AnswerFile(Encoding.GIF, CODEC);
                AnswerFile png = new AnswerFile(Encoding.WEBP, CODEC)) {
            assertThat(bmp.add(pixels, image, details(LINEAR))).containsExactly("colour profile");
            assertThat(gif.add(pixels, image, details(LINEAR))).containsExactly("resolution", "colour profile");
            assertThat(png.add(pixels, image, details(GREY)))
                    .as("of grey, for colours")
                    .containsExactly("colour profile");
            assertThat(PictureFile.of(bmp.bytes(), Encoding.BMP).details(0))
                    .isEqualTo(new FileDetails(Optional.of(SCAN), Optional.empty()));
            assertThat(PictureFile.of(gif.bytes(), Encoding.GIF).details(0)).isEqualTo(FileDetails.NONE);
        }
    }

    /** A turned picture's dots across are those that were down. */
    @ParameterizedTest
    @CsvSource({"JPEG,1,300,600", "JPEG,6,600,300", "WEBP,1,300,600", "WEBP,8,600,300"})
    void readsTheResolutionOfExif(Encoding encoding, int orientation, int across, int down) throws Exception {
        byte[] file = Exif.file(encoding, picture(3), Exif.block(orientation, 300, 600));

        assertThat(PictureFile.of(file, encoding).details(0).resolution()).contains(new Resolution(across, down));
    }

    @Test
    void readsTheProfileOfAWebp() throws Exception {
        byte[] file = new WebpFile()
                .extended(0x20, 9, 12)
                .chunk("ICCP", LINEAR)
                .picture(picture(3))
                .end();

        assertThat(PictureFile.of(file, Encoding.WEBP).details(0).profile()).isEqualTo(ColourProfile.of(LINEAR));
    }

    /** The JDK turns a JPEG's colours into sRGB by its profile: so they must not be called the profile's then. */
    @Test
    void colourAndProfileOfAJpegBelongTogether() throws Exception {
        float[] half = new float[3 * 64];
        Arrays.fill(half, 128 / 255f);
        Pixels pixels = Pixels.of(new ImageShape(3, 8, 8), half);
        byte[] jpeg = file(Encoding.JPEG, pixels, details(LINEAR));

        PictureFile file = PictureFile.of(jpeg, Encoding.JPEG);

        for (Encoding keeping : List.of(Encoding.JPEG, Encoding.PNG, Encoding.TIFF)) {
            assertThat(file.decode(0, keeping, CODEC).pixels().get(0)).isCloseTo(128 / 255f, within(0.01f));
        }
        assertThat(file.decode(0, Encoding.BMP, CODEC).pixels().get(0)).isCloseTo(188 / 255f, within(0.01f));
    }

    @Test
    void takesDamagedDetailsForMissing() throws Exception {
        byte[] cut = Arrays.copyOf(LINEAR, 200);
        byte[] png = new PngFile()
                .header(1, 1, 8, PngFile.GREY)
                .chunk("iCCP", (byte) 'a')
                .chunk("pHYs", (byte) 1)
                .pixels((byte) 0, (byte) 0)
                .end();

        assertThat(ColourProfile.of(cut)).isEmpty();
        assertThat(ColourProfile.of(new byte[500])).isEmpty();
        assertThat(PictureFile.of(png, Encoding.PNG).details(0)).isEqualTo(FileDetails.NONE);
    }

    /** 11811 dots a metre, as a PNG says it, are 300 an inch. */
    @Test
    void roundsToWholeDotsAnInch() {
        assertThat(Resolution.ofMetres(11811, 2835)).contains(new Resolution(300, 72));
        assertThat(Resolution.ofMetres(0, 2835)).isEmpty();
        assertThat(Resolution.ofInches(Double.NaN, 1)).isEmpty();
    }
}
