package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.limpid.contracts.image.AnswerForm;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SamplePictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./limpid denoise} on real files, with the models that come with Limpid. */
class DenoiseCommandTest {
    private static final ImageCodec CODEC = new ImageCodec(PayloadLimits.STANDARD);
    private static final SamplePictures.Pair PAGE = SamplePictures.page(300, 140, 1);
    private static final SamplePictures.Pair PHOTO = SamplePictures.landscape(120, 90, 0.1, 1);

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream standard = System.out;

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setOut(standard);
    }

    private int denoise(Object... arguments) {
        CommandLine line = Commands.line();
        line.setErr(new PrintWriter(err, true));
        return line.execute(
                Stream.concat(Stream.of("denoise"), Stream.of(arguments).map(Object::toString))
                        .toArray(String[]::new));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() throws IOException {
        List<String> lines = said().lines().toList();
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    private static Pixels pixels(SamplePictures.Pair pair) {
        return Pixels.of(new ImageShape(1, pair.height(), pair.width()), pair.noisy());
    }

    private Path write(String name, SamplePictures.Pair pair, AnswerForm form) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, CODEC.encode(pixels(pair), form).getData().toByteArray());
    }

    private Path page() throws IOException {
        return write("page.png", PAGE, AnswerForm.of(Encoding.PNG));
    }

    private static double mse(Pixels image, float[] clean) {
        double sum = 0;
        for (int i = 0; i < clean.length; i++) {
            sum += Math.pow(image.get(i) - clean[i], 2);
        }
        return sum / clean.length;
    }

    private static Pixels read(Path file, Encoding encoding) throws Exception {
        return CODEC.decodeFile(Files.readAllBytes(file), encoding);
    }

    @Test
    void cleansAFileAndSaysHowFast() throws Exception {
        Path clean = folder.resolve("clean.png");

        int exitCode = denoise(page(), clean, "--model", "documents", "--json");

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(mse(read(clean, Encoding.PNG), PAGE.clean())).isLessThan(mse(pixels(PAGE), PAGE.clean()) / 2);
        assertThat(said()).contains("by documents", "1 cleaned, 0 refused", "megapixels/s");
        assertThat(json().path("megapixels").asDouble()).isEqualTo(0.042);
        assertThat(json().at("/files/0/model").asText()).isEqualTo("documents");
        assertThat(json().path("megapixels_per_second").asDouble()).isPositive();
        assertThat(json().at("/files/0/residual_sigma").asDouble())
                .isLessThan(json().at("/files/0/noise_sigma").asDouble());
    }

    /** As the stream: exact sizes first, else the photographs' model. */
    @Test
    void picksTheModelByThePicturesSize() throws Exception {
        write("in/photo.png", PHOTO, AnswerForm.of(Encoding.PNG));
        write("in/small/digit.png", SamplePictures.landscape(28, 28, 0.1, 1), AnswerForm.of(Encoding.PNG));

        int exitCode = denoise(folder.resolve("in"), folder.resolve("out"), "--json");

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(json().path("files").findValuesAsText("model")).containsExactly("photo-grey", "digits");
        assertThat(folder.resolve("out/small/digit.png")).exists();
    }

    /** Sixteen bits, alpha and the encoding come back; an ending asks for another encoding. */
    @Test
    void keepsWhatThePictureHas() throws Exception {
        float[] halves = new float[PHOTO.clean().length];
        Arrays.fill(halves, 0.5f);
        Pixels alpha = Pixels.of(new ImageShape(1, PHOTO.height(), PHOTO.width()), halves);
        Path deep = write("in/deep.tif", PHOTO, new AnswerForm(Encoding.TIFF, 16, Optional.of(alpha)));
        write("in/photo.jpg", PHOTO, AnswerForm.of(Encoding.JPEG));

        assertThat(denoise(folder.resolve("in"), folder.resolve("out"))).isZero();
        assertThat(denoise(deep, folder.resolve("deep.bmp"))).isZero();

        Image tiff = Image.newBuilder()
                .setEncoding(Encoding.TIFF)
                .setData(ByteString.copyFrom(Files.readAllBytes(folder.resolve("out/deep.tif"))))
                .build();
        assertThat(CODEC.decodeInFull(tiff).bitDepth()).isEqualTo(16);
        assertThat(CODEC.decodeInFull(tiff).alpha().orElseThrow().get(0)).isBetween(0.499f, 0.501f);
        assertThat(read(folder.resolve("out/photo.jpg"), Encoding.JPEG).shape().width())
                .isEqualTo(120);
        assertThat(read(folder.resolve("deep.bmp"), Encoding.BMP).shape().height())
                .isEqualTo(90);
    }

    @Test
    void namesWhatItRefusesAndCleansTheOthers() throws Exception {
        Path good = write("in/b.png", PHOTO, AnswerForm.of(Encoding.PNG));
        Files.write(folder.resolve("in/a.png"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("in/c.png"), Arrays.copyOf(Files.readAllBytes(good), 500));
        Files.writeString(folder.resolve("in/notes.txt"), "no picture");

        int exitCode = denoise(folder.resolve("in"), folder.resolve("out"));

        assertThat(exitCode).isOne();
        assertThat(said())
                .contains(
                        "a.png: expected a content-type",
                        "c.png: expected",
                        "1 cleaned, 2 refused, 1 files are no pictures");
        assertThat(err.toString()).contains("2 of 3 files were not cleaned");
        try (Stream<Path> written = Files.list(folder.resolve("out"))) {
            assertThat(written).containsExactly(folder.resolve("out/b.png"));
        }
    }

    @Test
    void namesAnAnswerThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "a file");
        Path out = file.resolve("out.png");

        assertThat(denoise(page(), out)).isOne();

        assertThat(said()).contains("its answer can't be written to " + out + ": " + file + " is no folder");
    }

    /** A link to the folder of the answers is no way around. */
    @Test
    void cleansNoAnswerOfAnEarlierRunAgain() throws Exception {
        write("in/photo.png", PHOTO, AnswerForm.of(Encoding.PNG));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("in/out"));
        assertThat(denoise(folder.resolve("in"), folder.resolve("in/out"))).isZero();

        assertThat(denoise(folder.resolve("in"), link, "--force")).isZero();

        assertThat(said()).contains("1 files in " + link + " are left as they are: answers go there");
        assertThat(folder.resolve("in/out/out")).doesNotExist();
    }

    @Test
    void replacesNothingUnlessItMust() throws Exception {
        Path there = Files.writeString(folder.resolve("there.png"), "mine");

        assertThat(denoise(page(), there)).isOne();
        assertThat(there).hasContent("mine");
        assertThat(said()).contains("expected no file at " + there, "--force");

        assertThat(denoise(page(), there, "--force")).isZero();
        assertThat(read(there, Encoding.PNG).shape().width()).isEqualTo(300);
    }

    @Test
    void comparesBeforeAndAfterAndRunsAFileOfOnesOwn() throws Exception {
        Path model = Files.write(folder.resolve("half.onnx"), FixtureModels.anySizeDenoiser(1, 0.5f, "any"));

        int exitCode = denoise(page(), folder.resolve("half.png"), "--model", model, "--compare");

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(read(folder.resolve("half.png"), Encoding.PNG).get(0))
                .isCloseTo(pixels(PAGE).get(0) / 2, within(0.01f));
        assertThat(ImageIO.read(folder.resolve("half.compare.png").toFile()).getWidth())
                .isGreaterThan(900);

        Files.delete(folder.resolve("half.png"));
        assertThat(denoise(page(), folder.resolve("half.png"), "--compare")).isOne();
        assertThat(said()).contains("expected no file at " + folder.resolve("half.compare.png"));
        assertThat(folder.resolve("half.png")).doesNotExist();
    }

    @Test
    void saysWhatCannotBe() throws Exception {
        Path page = page();
        Path head = Files.write(folder.resolve("frames.onnx"), FixtureModels.frameClassifier(1, 8, 8));

        assertThat(denoise(folder.resolve("none.png"), folder.resolve("o.png"))).isEqualTo(2);
        assertThat(denoise(page, folder.resolve("o.xyz"))).isEqualTo(2);
        assertThat(denoise(page, folder.resolve("o.png"), "--model", "nobody")).isEqualTo(2);
        assertThat(denoise(page, folder.resolve("o.png"), "--model", head)).isEqualTo(2);
        assertThat(denoise(page, folder.resolve("o.png"), "--provider", "abacus"))
                .isEqualTo(2);
        assertThat(denoise(page, folder.resolve("o.png"), "--model", "digits")).isOne();

        assertThat(err.toString())
                .contains(
                        "there is no file or folder",
                        "expected a name that ends in .png",
                        "photo-colour, found 'nobody'",
                        "is a model to classify-frame",
                        "expected a provider of");
        assertThat(said()).contains("expected a shape that a denoiser takes", "digits takes [1,28,28]");
        assertThat(folder.resolve("o.png")).doesNotExist();
    }
}
