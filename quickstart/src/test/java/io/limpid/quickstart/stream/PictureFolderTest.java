package io.limpid.quickstart.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.limpid.client.RecordPlace;
import io.limpid.client.Result;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PictureFolderTest {
    private static final Pixels PIXELS = Pixels.of(new ImageShape(1, 2, 2), new float[] {0, 1, 1, 0});
    private static final Pixels OTHER = Pixels.of(new ImageShape(1, 2, 2), new float[] {1, 0, 0, 1});
    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "photo, PNG, photo.png",
        "photo.PNG, PNG, photo.PNG",
        "photo.png, JPEG, photo.jpg",
        "photo.jpeg, JPEG, photo.jpeg",
        "photo.tiff, TIFF, photo.tiff",
        "photo.tiff, PNG, photo.png",
        "photo.tiff, GRAY8, photo.png",
        "photo.webp, PNG, photo.png",
        "v1.2, PNG, v1.2.png",
        "my photo (2).png, PNG, my photo (2).png",
        "../../etc/passwd, PNG, __.._etc_passwd.png",
        ".png, PNG, _png.png",
        "png, PNG, png.png",
        "'', PNG, _.png",
    })
    void makesFileNamesOfIds(String id, Encoding encoding, String name) throws Exception {
        Path file = new PictureFolder(folder).write(denoised(id, 7, PIXELS, encoding));

        assertThat(file).isEqualTo(folder.resolve(name)).exists();
    }

    /** They were f_r Oma before. */
    @Test
    void keepsLettersOfAllLanguagesWhereTheSystemDoes() throws Exception {
        assumeThat(FileNames.safe("ü写")).isEqualTo("ü写");

        Path file = new PictureFolder(folder).write(denoised("für Oma, 写真.png", 7, PIXELS, Encoding.PNG));

        assertThat(file).hasFileName("für Oma, 写真.png").exists();
    }

    @Test
    void keepsBothWhereAnotherEndingWouldMakeThemOne() throws Exception {
        PictureFolder pictures = new PictureFolder(folder);

        List<Path> files = List.of(
                pictures.write(denoised("photo.png", 1, PIXELS, Encoding.PNG)),
                pictures.write(denoised("photo.tiff", 2, OTHER, Encoding.PNG)),
                pictures.write(denoised("photo:1", 3, PIXELS, Encoding.PNG)),
                pictures.write(denoised("photo?1", 4, OTHER, Encoding.PNG)),
                pictures.write(denoised("photo.png", 17, OTHER, Encoding.PNG)));

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("photo.png", "photo.tiff.png", "photo_1.png", "photo_1-0-4.png", "photo-0-17.png");
        assertThat(files.get(0)).hasBinaryContent(codec.encodeBytes(PIXELS, Encoding.PNG));
        assertThat(files.get(1)).hasBinaryContent(codec.encodeBytes(OTHER, Encoding.PNG));
    }

    @ParameterizedTest
    @CsvSource({
        "photo.png, photo.json",
        "digit-4, digit-4.json",
        "photo.jpg, photo.jpg.json",
        "photo.PNG, photo.PNG.json",
        "photo.jpg.png, photo.jpg.png.json",
    })
    void noLabelIsCalledAsAnothers(String picture, String label) {
        assertThat(Pictures.labelName(picture)).isEqualTo(label);
    }

    @ParameterizedTest
    @EnumSource(names = {"GRAY8", "FLOAT32", "PNG"})
    void writesRawPixelsAsPng(Encoding encoding) throws Exception {
        Path file = new PictureFolder(folder).write(denoised(7, encoding));

        assertThat(file).isEqualTo(folder.resolve("one.png"));
        assertThat(codec.decodeFile(Files.readAllBytes(file), Encoding.PNG)).isEqualTo(PIXELS);
    }

    @Test
    void keepsBothOfOneId() throws Exception {
        PictureFolder pictures = new PictureFolder(folder);

        Path first = pictures.write(denoised(7, Encoding.PNG));
        Path second = pictures.write(denoised(8, Encoding.PNG));

        assertThat(first).exists().isNotEqualTo(second);
        assertThat(second).exists().hasFileName("one-0-8.png");
    }

    /** Of what is there, the same picture is written anew, and nothing else. */
    @Test
    void leavesWhatIsThere() throws Exception {
        Path first = new PictureFolder(folder).write(denoised(7, Encoding.PNG));

        Path same = new PictureFolder(folder).write(denoised(7, Encoding.PNG));
        Path other = new PictureFolder(folder).write(denoised("one", 8, OTHER, Encoding.PNG));
        Path again = new PictureFolder(folder).write(denoised("one", 8, OTHER, Encoding.PNG));

        assertThat(same).isEqualTo(first);
        assertThat(other).hasFileName("one-0-8.png").isEqualTo(again);
        assertThat(codec.decodeFile(Files.readAllBytes(first), Encoding.PNG)).isEqualTo(PIXELS);
        assertThat(codec.decodeFile(Files.readAllBytes(other), Encoding.PNG)).isEqualTo(OTHER);
    }

    @Test
    void aNameThatLooksLikeAnothersWithItsCoordinatesIsTakenToo() throws Exception {
        PictureFolder pictures = new PictureFolder(folder);

        Path named = pictures.write(denoised("one-0-8", 3, PIXELS, Encoding.PNG));
        pictures.write(denoised("one", 7, PIXELS, Encoding.PNG));
        Path third = pictures.write(denoised("one", 8, OTHER, Encoding.PNG));

        assertThat(named).hasFileName("one-0-8.png");
        assertThat(third).hasFileName("one-0-8-2.png");
        assertThat(codec.decodeFile(Files.readAllBytes(named), Encoding.PNG)).isEqualTo(PIXELS);
    }

    @Test
    void longIdsAreToldApartByTheirCoordinates() throws Exception {
        PictureFolder pictures = new PictureFolder(folder);
        String id = "x".repeat(400);

        Path first = pictures.write(denoised(id, 7, PIXELS, Encoding.PNG));
        Path second = pictures.write(denoised(id, 8, OTHER, Encoding.PNG));

        assertThat(second).isNotEqualTo(first).exists();
    }

    private Result.Denoised denoised(long offset, Encoding encoding) {
        return denoised("one", offset, PIXELS, encoding);
    }

    private Result.Denoised denoised(String id, long offset, Pixels pixels, Encoding encoding) {
        DenoisedFrame frame = DenoisedFrame.newBuilder()
                .setId(id)
                .setImage(codec.encode(pixels, encoding))
                .build();
        return new Result.Denoised(
                id, new RecordPlace("images.denoised", 0, offset), 0, SampleEvents.headers(""), frame);
    }
}
