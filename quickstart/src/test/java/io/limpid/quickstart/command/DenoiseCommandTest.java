package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.limpid.contracts.image.AnswerForm;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SamplePictures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./limpid denoise} on real files, with the models that come with Limpid. */
class DenoiseCommandTest {
    @TempDir
    Path folder;

    @AutoClose
    private final DenoiseRun run = new DenoiseRun();

    /** A photograph in greys, one in colours, and a page on yellow paper. */
    @Test
    void coloursComeBackAsTheyWere() throws Exception {
        Pixels grey = DenoiseRun.pixels(DenoiseRun.PHOTO);
        Pixels page = DenoiseRun.pixels(DenoiseRun.PAGE);
        float[] yellowed = page.toArray();
        for (int i = 0; i < yellowed.length; i++) {
            yellowed[i] *= 0.8f;
        }
        Path pictures = Files.createDirectories(folder.resolve("in"));
        for (Pixels picture : List.of(
                grey.withChannels(3),
                Pixels.ofChannels(List.of(
                        grey,
                        grey,
                        Pixels.of(grey.shape(), new float[grey.shape().size()]))),
                Pixels.ofChannels(List.of(page, page, Pixels.of(page.shape(), yellowed))))) {
            String name = picture.isGrey()
                    ? "grey.png"
                    : picture.shape().equals(grey.shape().withChannels(3)) ? "colour.png" : "page.png";
            Files.write(pictures.resolve(name), DenoiseRun.CODEC.encodeBytes(picture, Encoding.PNG));
        }

        assertThat(run.denoise(pictures, folder.resolve("out"), "--json")).isZero();
        assertThat(run.json().get("models").get("photo-grey").asInt()).isEqualTo(1);
        assertThat(run.json().get("models").get("photo-colour").asInt()).isEqualTo(1);
        assertThat(run.json().get("models").get("documents").asInt()).isEqualTo(1);

        Pixels answer = DenoiseRun.read(folder.resolve("out/grey.png"), Encoding.PNG);
        assertThat(answer.shape()).isEqualTo(grey.shape().withChannels(3));
        assertThat(answer.isGrey()).isTrue();
        assertThat(DenoiseRun.mse(answer.channel(1), DenoiseRun.PHOTO.clean()))
                .isLessThan(DenoiseRun.mse(grey, DenoiseRun.PHOTO.clean()) / 2);
        Pixels cleaned = DenoiseRun.read(folder.resolve("out/page.png"), Encoding.PNG);
        assertThat(cleaned.shape()).isEqualTo(page.shape().withChannels(3));
        assertThat(DenoiseRun.mse(cleaned.channel(0), DenoiseRun.PAGE.clean()))
                .isLessThan(DenoiseRun.mse(page, DenoiseRun.PAGE.clean()) / 2);
    }

    @Test
    void cleansAFileAndSaysHowFast() throws Exception {
        Path clean = folder.resolve("clean.png");

        int exitCode = run.denoise(DenoiseRun.page(folder), clean, "--model", "documents", "--json");

        assertThat(exitCode).as(run.errors()).isZero();
        assertThat(DenoiseRun.mse(DenoiseRun.read(clean, Encoding.PNG), DenoiseRun.PAGE.clean()))
                .isLessThan(DenoiseRun.mse(DenoiseRun.pixels(DenoiseRun.PAGE), DenoiseRun.PAGE.clean()) / 2);
        assertThat(run.said()).contains("by documents", "1 cleaned (documents 1), 0 refused", "megapixels/s");
        assertThat(run.json().path("megapixels").asDouble()).isEqualTo(0.076);
        assertThat(run.json().at("/files/0/model").asText()).isEqualTo("documents");
        assertThat(run.json().path("megapixels_per_second").asDouble()).isPositive();
        assertThat(run.json().at("/files/0/residual_sigma").asDouble())
                .isLessThan(run.json().at("/files/0/noise_sigma").asDouble());
        assertThat(run.json().at("/files/0/provider").asText()).isNotEmpty();
        double score = run.json().at("/files/0/anomaly_score").asDouble();
        assertThat(score).isPositive();
        assertThat(run.said()).contains(String.format(Locale.ROOT, ", anomaly score %.2f", score));
    }

    @Test
    void aPageGoesToTheModelOfPagesUnlessAnotherIsAskedFor() throws Exception {
        Path page = DenoiseRun.page(folder);

        assertThat(run.denoise(page, folder.resolve("clean.png"), "--json")).isZero();
        assertThat(run.json().at("/files/0/model").asText()).isEqualTo("documents");

        assertThat(run.denoise(page, folder.resolve("other.png"), "--model", "photo-grey", "--json"))
                .isZero();
        assertThat(run.json().at("/files/0/model").asText()).isEqualTo("photo-grey");
    }

    @Test
    void saysThatAPictureIsUnlikeTheTraining() throws Exception {
        Path small = DenoiseRun.write(
                folder, "small.png", SamplePictures.landscape(28, 28, 0, 1), AnswerForm.of(Encoding.PNG));

        assertThat(run.denoise(small, folder.resolve("clean.png"), "--json")).isZero();

        assertThat(run.json().at("/files/0/anomaly_score").asDouble()).isGreaterThan(1);
        assertThat(run.said())
                .contains(
                        "unlike what digits was trained on (anomaly score above 1): " + small,
                        "--model NAME: ./limpid models shipped lists them");
    }

    /** As the stream: exact sizes first, else the photographs' model. */
    @Test
    void picksTheModelByThePicturesSize() throws Exception {
        DenoiseRun.write(folder, "in/photo.png", DenoiseRun.PHOTO, AnswerForm.of(Encoding.PNG));
        DenoiseRun.write(
                folder, "in/small/digit.png", SamplePictures.landscape(28, 28, 0.1, 1), AnswerForm.of(Encoding.PNG));

        int exitCode = run.denoise(folder.resolve("in"), folder.resolve("out"), "--json");

        assertThat(exitCode).as(run.errors()).isZero();
        assertThat(run.json().path("files").findValuesAsText("model")).containsExactly("photo-grey", "digits");
        assertThat(run.json().at("/models/digits").asInt()).isOne();
        assertThat(run.said())
                .contains(
                        folder.resolve("out/photo.png") + ": [1,90,120] by photo-grey",
                        folder.resolve("out/small/digit.png") + ": [1,28,28] by digits",
                        "2 cleaned (photo-grey 1, digits 1), 0 refused");
        assertThat(folder.resolve("out/small/digit.png")).exists();
    }

    /** Sixteen bits, alpha and the encoding come back; an ending asks for another encoding. */
    @Test
    void keepsWhatThePictureHas() throws Exception {
        float[] halves = new float[DenoiseRun.PHOTO.clean().length];
        Arrays.fill(halves, 0.5f);
        Pixels alpha = Pixels.of(new ImageShape(1, DenoiseRun.PHOTO.height(), DenoiseRun.PHOTO.width()), halves);
        Path deep = DenoiseRun.write(
                folder, "in/deep.tif", DenoiseRun.PHOTO, new AnswerForm(Encoding.TIFF, 16, Optional.of(alpha)));
        DenoiseRun.write(folder, "in/photo.jpg", DenoiseRun.PHOTO, AnswerForm.of(Encoding.JPEG));

        assertThat(run.denoise(folder.resolve("in"), folder.resolve("out"))).isZero();
        assertThat(run.denoise(deep, folder.resolve("deep.bmp"))).isZero();

        Image tiff = Image.newBuilder()
                .setEncoding(Encoding.TIFF)
                .setData(ByteString.copyFrom(Files.readAllBytes(folder.resolve("out/deep.tif"))))
                .build();
        assertThat(DenoiseRun.CODEC.decodeInFull(tiff).bitDepth()).isEqualTo(16);
        assertThat(DenoiseRun.CODEC.decodeInFull(tiff).alpha().orElseThrow().get(0))
                .isBetween(0.499f, 0.501f);
        assertThat(DenoiseRun.read(folder.resolve("out/photo.jpg"), Encoding.JPEG)
                        .shape()
                        .width())
                .isEqualTo(120);
        assertThat(DenoiseRun.read(folder.resolve("deep.bmp"), Encoding.BMP)
                        .shape()
                        .height())
                .isEqualTo(90);
    }

    @Test
    void namesWhatItRefusesAndCleansTheOthers() throws Exception {
        Path good = DenoiseRun.write(folder, "in/b.png", DenoiseRun.PHOTO, AnswerForm.of(Encoding.PNG));
        Files.write(folder.resolve("in/a.png"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("in/c.png"), Arrays.copyOf(Files.readAllBytes(good), 500));
        Files.createFile(folder.resolve("in/d.png"));
        Files.writeString(folder.resolve("in/notes.txt"), "no picture");

        int exitCode = run.denoise(folder.resolve("in"), folder.resolve("out"), "--json");

        assertThat(exitCode).isOne();
        assertThat(run.said())
                .contains(
                        "a.png: expected an image file (PNG, JPEG, BMP, GIF, WebP or TIFF), found another: it begins with the"
                                + " bytes 01 02 03; convert it",
                        "c.png: expected a whole PNG file",
                        "d.png: expected an image file (PNG, JPEG, BMP, GIF, WebP or TIFF), found another: it is empty;"
                                + " take another copy of it",
                        "passed over " + folder.resolve("in/notes.txt") + ": it is no picture by its name",
                        "1 cleaned (photo-grey 1), 3 refused, 1 passed over;")
                .doesNotContain("content-type");
        assertThat(run.json().path("refused").asInt()).isEqualTo(3);
        assertThat(run.json().at("/files/1/in").asText()).endsWith("a.png");
        assertThat(run.json().at("/files/1/refused").asText()).startsWith("expected an image file");
        assertThat(run.json().at("/files/4/passed_over").asText()).isEqualTo("it is no picture by its name");
        assertThat(run.errors()).contains("3 of 4 files were not cleaned");
        try (Stream<Path> written = Files.list(folder.resolve("out"))) {
            assertThat(written).containsExactly(folder.resolve("out/b.png"));
        }
    }

    /** By what it begins with. */
    @Test
    void cleansAFileWithoutAnEnding() throws Exception {
        Path bare = Files.copy(DenoiseRun.page(folder), folder.resolve("scan"));

        assertThat(run.denoise(bare, folder.resolve("clean.png"))).isZero();
        assertThat(run.denoise(bare, Files.createDirectory(folder.resolve("out"))))
                .isZero();

        assertThat(DenoiseRun.read(folder.resolve("clean.png"), Encoding.PNG)
                        .shape()
                        .width())
                .isEqualTo(400);
        assertThat(DenoiseRun.read(folder.resolve("out/scan"), Encoding.PNG)
                        .shape()
                        .width())
                .isEqualTo(400);
    }

    /** One line each for the first, and how many more there are. */
    @Test
    void namesTheFirstOfManyThatArePassedOver() throws Exception {
        DenoiseRun.write(folder, "in/photo.png", DenoiseRun.PHOTO, AnswerForm.of(Encoding.PNG));
        for (int i = 0; i < 12; i++) {
            Files.writeString(folder.resolve("in/" + (char) ('a' + i) + ".txt"), "no picture");
        }

        assertThat(run.denoise(folder.resolve("in"), folder.resolve("out"), "--json"))
                .isZero();

        assertThat(run.said()).contains("j.txt: it is no", "and 2 more passed over; --json names each");
        assertThat(run.said().lines().filter(line -> line.startsWith("passed over")))
                .hasSize(10);
        assertThat(run.json().path("files").findValuesAsText("passed_over")).hasSize(12);
    }

    @Test
    void saysWhatToDoAboutAPictureThatIsTooLarge() throws Exception {
        Path huge = Files.write(folder.resolve("huge.bmp"), bmpHeader(8000, 5000));

        assertThat(run.denoise(huge, folder.resolve("o.png"))).isOne();

        assertThat(run.said())
                .contains(
                        "expected at most 24000000 pixels",
                        "8000 × 5000",
                        "shrink it to at most 24000000 pixels (width × height)");
    }

    /** A network sees little but its own padding there: 165 of 255 became 95. */
    @Test
    void keepsTheBrightnessOfTinyPictures() throws Exception {
        for (ImageShape shape : List.of(new ImageShape(1, 1, 1), new ImageShape(3, 2, 3), new ImageShape(1, 90, 1))) {
            float[] bright = new float[shape.size()];
            Arrays.fill(bright, 165 / 255f);
            Path tiny = folder.resolve("tiny.png");
            Path clean = folder.resolve("clean.png");
            Files.write(tiny, DenoiseRun.CODEC.encodeBytes(Pixels.of(shape, bright), Encoding.PNG));

            assertThat(run.denoise(tiny, clean, "--force", "--json")).isZero();

            assertThat(DenoiseRun.read(clean, Encoding.PNG).shape()).isEqualTo(shape);
            assertThat(DenoiseRun.read(clean, Encoding.PNG).toArray())
                    .usingComparatorWithPrecision(0.03f)
                    .containsOnly(165 / 255f);
            assertThat(run.json().at("/files/0/anomaly_score").asDouble(0)).isLessThan(4);
        }
    }

    private static byte[] bmpHeader(int width, int height) {
        return ByteBuffer.allocate(60)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'B', 'M'})
                .putInt(60)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .array();
    }

    @Test
    void comparesBeforeAndAfterAndRunsAFileOfOnesOwn() throws Exception {
        Path model = Files.write(folder.resolve("half.onnx"), FixtureModels.anySizeDenoiser(1, 0.5f, "any"));

        int exitCode = run.denoise(DenoiseRun.page(folder), folder.resolve("half.png"), "--model", model, "--compare");

        assertThat(exitCode).as(run.errors()).isZero();
        assertThat(DenoiseRun.read(folder.resolve("half.png"), Encoding.PNG).get(0))
                .isCloseTo(DenoiseRun.pixels(DenoiseRun.PAGE).get(0) / 2, within(0.01f));
        assertThat(ImageIO.read(folder.resolve("half.compare.png").toFile()).getWidth())
                .isGreaterThan(900);

        Files.delete(folder.resolve("half.png"));
        assertThat(run.denoise(DenoiseRun.page(folder), folder.resolve("half.png"), "--compare"))
                .isOne();
        assertThat(run.said()).contains("expected no file at " + folder.resolve("half.compare.png"));
        assertThat(folder.resolve("half.png")).doesNotExist();
    }

    @Test
    void saysWhatCannotBe() throws Exception {
        Path page = DenoiseRun.page(folder);
        Path head = Files.write(folder.resolve("frames.onnx"), FixtureModels.frameClassifier(1, 8, 8));

        assertThat(run.denoise(folder.resolve("none.png"), folder.resolve("o.png")))
                .isEqualTo(2);
        assertThat(run.denoise(page, folder.resolve("o.xyz"))).isEqualTo(2);
        assertThat(run.denoise(page, folder.resolve("o.png"), "--model", "nobody"))
                .isEqualTo(2);
        assertThat(run.denoise(page, folder.resolve("o.png"), "--model", head)).isEqualTo(2);
        assertThat(run.denoise(page, folder.resolve("o.png"), "--provider", "abacus"))
                .isEqualTo(2);
        assertThat(run.denoise(page, folder.resolve("o.png"), "--model", "./nofile"))
                .isEqualTo(2);
        assertThat(run.denoise(page, folder.resolve("o.png"), "--model", "nofile.onnx"))
                .isEqualTo(2);
        assertThat(run.denoise(page, folder.resolve("o.png"), "--model", folder))
                .isEqualTo(2);
        Path notes = Files.writeString(folder.resolve("notes.txt"), "no picture");
        assertThat(run.denoise(notes, folder.resolve("o.png"))).isOne();
        assertThat(run.denoise(page, folder.resolve("o.png"), "--model", "digits"))
                .isOne();

        assertThat(run.errors())
                .contains(
                        "there is no file or folder",
                        "expected a name that ends in .png",
                        "photo-colour, found 'nobody'",
                        "is a model to classify-frame",
                        "expected a provider of",
                        "expected --model to be a file that is there, found none at ./nofile",
                        "found none at nofile.onnx",
                        "found the folder " + folder,
                        folder.resolve("model.onnx").toString());
        assertThat(run.said())
                .contains(
                        "refused " + notes + ": expected an image file",
                        "found another: it begins with the text 'no picture'; convert it",
                        "digits takes [1,28,28]), found [1,190,400]",
                        "taken by photo-grey")
                .doesNotContain("content-type");
        assertThat(folder.resolve("o.png")).doesNotExist();
    }
}
