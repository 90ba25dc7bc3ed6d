package io.limpid.quickstart.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PictureFolderTest {
    private static final Pixels PIXELS = Pixels.of(new ImageShape(1, 2, 2), new float[] {0, 1, 1, 0});
    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "photo, .png, photo.png",
        "photo.PNG, .png, photo.PNG",
        "photo.png, .jpg, photo.png.jpg",
        "../../etc/passwd, .png, __.._etc_passwd.png",
        "a/b\\c:d, .png, a_b_c_d.png",
        ".hidden, .png, _hidden.png",
        "-rf, .png, _rf.png",
        "'', .png, _.png",
    })
    void makesFileNamesOfIds(String id, String ending, String name) {
        String made = Pictures.fileName(id, ending);

        assertThat(made).isEqualTo(name);
        assertThat(folder.resolve(made).normalize().getParent()).isEqualTo(folder);
    }

    @Test
    void keepsNamesShort() {
        assertThat(Pictures.fileName("x".repeat(5000), ".png")).hasSizeLessThan(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"GRAY8", "FLOAT32", "PNG"})
    void writesRawPixelsAsPng(Encoding encoding) throws Exception {
        Path file = new PictureFolder(folder).write(frame("one", encoding), "0-7");

        assertThat(file).isEqualTo(folder.resolve("one.png"));
        assertThat(codec.decodeFile(Files.readAllBytes(file), Encoding.PNG)).isEqualTo(PIXELS);
    }

    @Test
    void keepsBothOfOneId() throws Exception {
        PictureFolder pictures = new PictureFolder(folder);

        Path first = pictures.write(frame("one", Encoding.PNG), "0-7");
        Path second = pictures.write(frame("one", Encoding.PNG), "0-8");

        assertThat(first).exists().isNotEqualTo(second);
        assertThat(second).exists().hasFileName("one-0-8.png");
    }

    private DenoisedFrame frame(String id, Encoding encoding) {
        return DenoisedFrame.newBuilder()
                .setId(id)
                .setImage(codec.encode(PIXELS, encoding))
                .build();
    }
}
