package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.image.AnswerFile;
import io.limpid.contracts.image.ColourProfile;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.DecodedImage;
import io.limpid.contracts.image.FileDetails;
import io.limpid.contracts.image.PictureFile;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.image.Resolution;
import io.limpid.contracts.v1.Encoding;
import io.limpid.fixtures.SamplePictures;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files hold beside one picture: pages, resolution, colour profiles, kinds that are not read. */
class DenoisePagesTest {
    @TempDir
    Path folder;

    @AutoClose
    private final DenoiseRun run = new DenoiseRun();

    private Path scan(FileDetails details, SamplePictures.Pair... pages) throws IOException {
        try (AnswerFile file = new AnswerFile(Encoding.TIFF, DenoiseRun.CODEC)) {
            for (SamplePictures.Pair page : pages) {
                file.add(
                        DenoiseRun.pixels(page),
                        new DecodedImage(DenoiseRun.pixels(page), Optional.empty(), 8),
                        details);
            }
            return Files.write(folder.resolve("scan.tif"), file.bytes());
        }
    }

    private static FileDetails details(int dots, int colours) {
        return new FileDetails(
                Optional.of(new Resolution(dots, dots)),
                ColourProfile.of(ICC_Profile.getInstance(colours).getData()));
    }

    @Test
    void cleansEveryPage() throws Exception {
        FileDetails details = details(300, ColorSpace.CS_GRAY);
        SamplePictures.Pair last = SamplePictures.page(200, 260, 2);
        Path out = folder.resolve("clean.tif");

        int exitCode = run.denoise(
                scan(details, DenoiseRun.PAGE, DenoiseRun.PHOTO, last),
                out,
                "--model",
                "documents",
                "--compare",
                "--json");

        assertThat(exitCode).as(run.said()).isZero();
        assertThat(run.said()).contains(out + ": 3 pages, the first [1,190,400] by documents", "highest anomaly score");
        assertThat(run.json().at("/files/0/pages").asInt()).isEqualTo(3);
        assertThat(run.json().path("megapixels").asDouble()).isEqualTo((400 * 190 + 120 * 90 + 200 * 260) / 1e6);
        assertThat(run.json().at("/files/0/not_kept")).isEmpty();
        PictureFile clean = PictureFile.of(Files.readAllBytes(out), Encoding.TIFF);
        assertThat(clean.pictures()).isEqualTo(3);
        assertThat(clean.details(0)).isEqualTo(details);
        assertThat(clean.details(2)).isEqualTo(details);
        assertThat(DenoiseRun.mse(
                        clean.decode(0, Encoding.TIFF, DenoiseRun.CODEC).pixels(), DenoiseRun.PAGE.clean()))
                .isLessThan(DenoiseRun.mse(DenoiseRun.pixels(DenoiseRun.PAGE), DenoiseRun.PAGE.clean()) / 2);
        assertThat(DenoiseRun.mse(
                        clean.decode(2, Encoding.TIFF, DenoiseRun.CODEC).pixels(), last.clean()))
                .isLessThan(DenoiseRun.mse(DenoiseRun.pixels(last), last.clean()) / 2);
        assertThat(folder.resolve("clean.compare.png")).exists();
    }

    /** No page is left out in silence. */
    @Test
    void refusesMorePicturesThanTheAnswerTakes() throws Exception {
        Path scan = scan(details(300, ColorSpace.CS_GRAY), DenoiseRun.PAGE, DenoiseRun.PHOTO);
        Path film = folder.resolve("film.gif");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("GIF").next();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(film.toFile())) {
            writer.setOutput(output);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < 3; i++) {
                writer.writeToSequence(
                        new IIOImage(new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_INDEXED), null, null), null);
            }
            writer.endWriteSequence();
        }

        assertThat(run.denoise(scan, folder.resolve("o.png"))).isOne();
        assertThat(run.denoise(film, folder.resolve("o.gif"))).isOne();

        assertThat(run.said())
                .contains(
                        "expected one page for an answer that is a PNG, found 2 pages; name an OUT that ends in .tif",
                        "expected a still picture, found an animation of 3 frames; save the frames");
        assertThat(folder.resolve("o.png")).doesNotExist();
        assertThat(folder.resolve("o.gif")).doesNotExist();
    }

    @Test
    void namesThePageThatCannotBeCleaned() throws Exception {
        Path scan = scan(details(300, ColorSpace.CS_GRAY), SamplePictures.landscape(28, 28, 0, 1), DenoiseRun.PHOTO);

        assertThat(run.denoise(scan, folder.resolve("o.tif"), "--model", "digits"))
                .isOne();

        assertThat(run.said()).contains("page 2 of 2: expected a picture of [channels,height,width]");
        assertThat(folder.resolve("o.tif")).doesNotExist();
    }

    @Test
    void keepsResolutionAndColourProfileOrSaysWhatIsLost() throws Exception {
        FileDetails details = details(150, ColorSpace.CS_LINEAR_RGB);
        Pixels colour = DenoiseRun.pixels(DenoiseRun.PHOTO).withChannels(3);
        Path photo = folder.resolve("photo.jpg");
        try (AnswerFile file = new AnswerFile(Encoding.JPEG, DenoiseRun.CODEC)) {
            file.add(colour, new DecodedImage(colour, Optional.empty(), 8), details);
            Files.write(photo, file.bytes());
        }

        for (String name : List.of("clean.jpg", "clean.png", "clean.tif")) {
            assertThat(run.denoise(photo, folder.resolve(name))).isZero();
            byte[] clean = Files.readAllBytes(folder.resolve(name));
            assertThat(PictureFile.of(clean, ContentType.sniff(clean).orElseThrow())
                            .details(0))
                    .isEqualTo(details);
        }
        assertThat(run.said()).doesNotContain("not kept");
        assertThat(run.denoise(photo, folder.resolve("clean.gif"), "--json")).isZero();

        assertThat(run.said()).contains(", not kept: resolution and colour profile");
        assertThat(run.json().at("/files/0/not_kept/1").asText()).isEqualTo("colour profile");
    }

    /** Others read it: it is not broken. */
    @Test
    void saysOfAKindThatIsNotReadHowToConvertIt() throws Exception {
        BufferedImage floats = ImageTypeSpecifier.createBanded(
                        ColorSpace.getInstance(ColorSpace.CS_GRAY),
                        new int[] {0},
                        new int[] {0},
                        DataBuffer.TYPE_FLOAT,
                        false,
                        false)
                .createBufferedImage(8, 8);
        Path file = folder.resolve("floats.tif");
        assertThat(ImageIO.write(floats, "TIFF", file.toFile())).isTrue();

        assertThat(run.denoise(file, folder.resolve("o.tif"))).isOne();

        assertThat(run.said())
                .contains(
                        "this kind of TIFF isn't read here: expected samples that are whole numbers", "save it as PNG")
                .doesNotContain("another copy");
    }
}
