package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.limpid.contracts.image.AnswerFile;
import io.limpid.contracts.image.AnswerForm;
import io.limpid.contracts.image.ColourProfile;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.DecodedImage;
import io.limpid.contracts.image.FileDetails;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.PictureFile;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.image.Resolution;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SamplePictures;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./limpid denoise} on real files, with the models that come with Limpid. */
class DenoiseCommandTest {
    private static final ImageCodec CODEC = new ImageCodec(PayloadLimits.STANDARD);
    private static final SamplePictures.Pair PAGE = SamplePictures.page(400, 190, 1);
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

    /** A photograph in greys, one in colours, and a page on yellow paper. */
    @Test
    void coloursComeBackAsTheyWere() throws Exception {
        Pixels grey = pixels(PHOTO);
        Pixels page = pixels(PAGE);
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
            Files.write(pictures.resolve(name), CODEC.encodeBytes(picture, Encoding.PNG));
        }

        assertThat(denoise(pictures, folder.resolve("out"), "--json")).isZero();
        assertThat(json().get("models").get("photo-grey").asInt()).isEqualTo(1);
        assertThat(json().get("models").get("photo-colour").asInt()).isEqualTo(1);
        assertThat(json().get("models").get("documents").asInt()).isEqualTo(1);

        Pixels answer = read(folder.resolve("out/grey.png"), Encoding.PNG);
        assertThat(answer.shape()).isEqualTo(grey.shape().withChannels(3));
        assertThat(answer.isGrey()).isTrue();
        assertThat(mse(answer.channel(1), PHOTO.clean())).isLessThan(mse(grey, PHOTO.clean()) / 2);
        Pixels cleaned = read(folder.resolve("out/page.png"), Encoding.PNG);
        assertThat(cleaned.shape()).isEqualTo(page.shape().withChannels(3));
        assertThat(mse(cleaned.channel(0), PAGE.clean())).isLessThan(mse(page, PAGE.clean()) / 2);
    }

    @Test
    void cleansAFileAndSaysHowFast() throws Exception {
        Path clean = folder.resolve("clean.png");

        int exitCode = denoise(page(), clean, "--model", "documents", "--json");

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(mse(read(clean, Encoding.PNG), PAGE.clean())).isLessThan(mse(pixels(PAGE), PAGE.clean()) / 2);
        assertThat(said()).contains("by documents", "1 cleaned (documents 1), 0 refused", "megapixels/s");
        assertThat(json().path("megapixels").asDouble()).isEqualTo(0.076);
        assertThat(json().at("/files/0/model").asText()).isEqualTo("documents");
        assertThat(json().path("megapixels_per_second").asDouble()).isPositive();
        assertThat(json().at("/files/0/residual_sigma").asDouble())
                .isLessThan(json().at("/files/0/noise_sigma").asDouble());
        assertThat(json().at("/files/0/provider").asText()).isNotEmpty();
        double score = json().at("/files/0/anomaly_score").asDouble();
        assertThat(score).isPositive();
        assertThat(said()).contains(String.format(Locale.ROOT, ", anomaly score %.2f", score));
    }

    @Test
    void aPageGoesToTheModelOfPagesUnlessAnotherIsAskedFor() throws Exception {
        Path page = page();

        assertThat(denoise(page, folder.resolve("clean.png"), "--json")).isZero();
        assertThat(json().at("/files/0/model").asText()).isEqualTo("documents");

        assertThat(denoise(page, folder.resolve("other.png"), "--model", "photo-grey", "--json"))
                .isZero();
        assertThat(json().at("/files/0/model").asText()).isEqualTo("photo-grey");
    }

    @Test
    void saysThatAPictureIsUnlikeTheTraining() throws Exception {
        Path small = write("small.png", SamplePictures.landscape(28, 28, 0, 1), AnswerForm.of(Encoding.PNG));

        assertThat(denoise(small, folder.resolve("clean.png"), "--json")).isZero();

        assertThat(json().at("/files/0/anomaly_score").asDouble()).isGreaterThan(1);
        assertThat(said())
                .contains(
                        "unlike what digits was trained on (anomaly score above 1): " + small,
                        "--model NAME: ./limpid models shipped lists them");
    }

    /** As the stream: exact sizes first, else the photographs' model. */
    @Test
    void picksTheModelByThePicturesSize() throws Exception {
        write("in/photo.png", PHOTO, AnswerForm.of(Encoding.PNG));
        write("in/small/digit.png", SamplePictures.landscape(28, 28, 0.1, 1), AnswerForm.of(Encoding.PNG));

        int exitCode = denoise(folder.resolve("in"), folder.resolve("out"), "--json");

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(json().path("files").findValuesAsText("model")).containsExactly("photo-grey", "digits");
        assertThat(json().at("/models/digits").asInt()).isOne();
        assertThat(said())
                .contains(
                        folder.resolve("out/photo.png") + ": [1,90,120] by photo-grey",
                        folder.resolve("out/small/digit.png") + ": [1,28,28] by digits",
                        "2 cleaned (photo-grey 1, digits 1), 0 refused");
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

        int exitCode = denoise(folder.resolve("in"), folder.resolve("out"), "--json");

        assertThat(exitCode).isOne();
        assertThat(said())
                .contains(
                        "a.png: expected an image file (PNG, JPEG, BMP, GIF, WebP or TIFF), found another: it begins with the"
                                + " bytes 01 02 03; convert it",
                        "c.png: expected a whole PNG file",
                        "take another copy of it",
                        "passed over " + folder.resolve("in/notes.txt") + ": it is no picture by its name",
                        "1 cleaned (photo-grey 1), 2 refused, 1 passed over;")
                .doesNotContain("content-type");
        assertThat(json().path("refused").asInt()).isEqualTo(2);
        assertThat(json().at("/files/1/in").asText()).endsWith("a.png");
        assertThat(json().at("/files/1/refused").asText()).startsWith("expected an image file");
        assertThat(json().at("/files/3/passed_over").asText()).isEqualTo("it is no picture by its name");
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

        assertThat(said()).contains("1 file in " + link + " is left as it is: answers go there");
        assertThat(folder.resolve("in/out/out")).doesNotExist();
    }

    /** By a folder within, whose answers would go where the outer ones lie; and by a comparison. */
    @Test
    void replacesNoOriginalEvenByForce() throws Exception {
        Path inner = write("in/sub/sub/photo.png", PHOTO, AnswerForm.of(Encoding.PNG));
        Path outer = write("in/sub/photo.png", PAGE, AnswerForm.of(Encoding.PNG));
        byte[] before = Files.readAllBytes(outer);
        assertThat(denoise(outer, outer, "--force")).isEqualTo(2);
        assertThat(err.toString()).contains("the original would be lost", "name another OUT");

        assertThat(denoise(folder.resolve("in/sub"), folder.resolve("in"), "--force"))
                .isOne();

        assertThat(said())
                .contains("refused " + inner + ": expected a place for the answer that is no picture of IN, found "
                        + outer);
        assertThat(outer).hasBinaryContent(before);
        assertThat(folder.resolve("in/photo.png")).exists();

        Path compared = write("a.compare.png", PHOTO, AnswerForm.of(Encoding.PNG));
        assertThat(denoise(compared, folder.resolve("a.png"), "--compare", "--force"))
                .isOne();
        assertThat(folder.resolve("a.png")).doesNotExist();
    }

    @Test
    void comparesPicturesThatDifferInTheirEndingsOnly() throws Exception {
        write("in/a.jpg", PHOTO, AnswerForm.of(Encoding.JPEG));
        write("in/a.gif", PHOTO, AnswerForm.of(Encoding.GIF));

        assertThat(denoise(folder.resolve("in"), folder.resolve("out"), "--compare"))
                .as(said())
                .isZero();

        assertThat(folder.resolve("out/a.jpg.compare.png")).exists();
        assertThat(folder.resolve("out/a.gif.compare.png")).exists();
    }

    /** By what it begins with. */
    @Test
    void cleansAFileWithoutAnEnding() throws Exception {
        Path bare = Files.copy(page(), folder.resolve("scan"));

        assertThat(denoise(bare, folder.resolve("clean.png"))).isZero();
        assertThat(denoise(bare, Files.createDirectory(folder.resolve("out")))).isZero();

        assertThat(read(folder.resolve("clean.png"), Encoding.PNG).shape().width())
                .isEqualTo(400);
        assertThat(read(folder.resolve("out/scan"), Encoding.PNG).shape().width())
                .isEqualTo(400);
    }

    /** One line each for the first, and how many more there are. */
    @Test
    void namesTheFirstOfManyThatArePassedOver() throws Exception {
        write("in/photo.png", PHOTO, AnswerForm.of(Encoding.PNG));
        for (int i = 0; i < 12; i++) {
            Files.writeString(folder.resolve("in/" + (char) ('a' + i) + ".txt"), "no picture");
        }

        assertThat(denoise(folder.resolve("in"), folder.resolve("out"), "--json"))
                .isZero();

        assertThat(said()).contains("j.txt: it is no", "and 2 more passed over; --json names each");
        assertThat(said().lines().filter(line -> line.startsWith("passed over")))
                .hasSize(10);
        assertThat(json().path("files").findValuesAsText("passed_over")).hasSize(12);
    }

    @Test
    void saysWhatToDoAboutAPictureThatIsTooLarge() throws Exception {
        Path huge = Files.write(folder.resolve("huge.bmp"), bmpHeader(8000, 5000));

        assertThat(denoise(huge, folder.resolve("o.png"))).isOne();

        assertThat(said())
                .contains(
                        "expected at most 24000000 pixels",
                        "8000 × 5000",
                        "shrink it to at most 24000000 pixels (width × height)");
    }

    private Path scan(FileDetails details, SamplePictures.Pair... pages) throws IOException {
        try (AnswerFile file = new AnswerFile(Encoding.TIFF, CODEC)) {
            for (SamplePictures.Pair page : pages) {
                file.add(pixels(page), new DecodedImage(pixels(page), Optional.empty(), 8), details);
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

        int exitCode = denoise(scan(details, PAGE, PHOTO, last), out, "--model", "documents", "--compare", "--json");

        assertThat(exitCode).as(said()).isZero();
        assertThat(said()).contains(out + ": 3 pages, the first [1,140,300] by documents", "highest anomaly score");
        assertThat(json().at("/files/0/pages").asInt()).isEqualTo(3);
        assertThat(json().path("megapixels").asDouble()).isEqualTo((300 * 140 + 120 * 90 + 200 * 260) / 1e6);
        assertThat(json().at("/files/0/not_kept")).isEmpty();
        PictureFile clean = PictureFile.of(Files.readAllBytes(out), Encoding.TIFF);
        assertThat(clean.pictures()).isEqualTo(3);
        assertThat(clean.details(0)).isEqualTo(details);
        assertThat(clean.details(2)).isEqualTo(details);
        assertThat(mse(clean.decode(0, Encoding.TIFF, CODEC).pixels(), PAGE.clean()))
                .isLessThan(mse(pixels(PAGE), PAGE.clean()) / 2);
        assertThat(mse(clean.decode(2, Encoding.TIFF, CODEC).pixels(), last.clean()))
                .isLessThan(mse(pixels(last), last.clean()) / 2);
        assertThat(folder.resolve("clean.compare.png")).exists();
    }

    /** No page is left out in silence. */
    @Test
    void refusesMorePicturesThanTheAnswerTakes() throws Exception {
        Path scan = scan(details(300, ColorSpace.CS_GRAY), PAGE, PHOTO);
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

        assertThat(denoise(scan, folder.resolve("o.png"))).isOne();
        assertThat(denoise(film, folder.resolve("o.gif"))).isOne();

        assertThat(said())
                .contains(
                        "expected one page for an answer that is a PNG, found 2 pages; name an OUT that ends in .tif",
                        "expected a still picture, found an animation of 3 frames; save the frames");
        assertThat(folder.resolve("o.png")).doesNotExist();
        assertThat(folder.resolve("o.gif")).doesNotExist();
    }

    @Test
    void namesThePageThatCannotBeCleaned() throws Exception {
        Path scan = scan(details(300, ColorSpace.CS_GRAY), SamplePictures.landscape(28, 28, 0, 1), PHOTO);

        assertThat(denoise(scan, folder.resolve("o.tif"), "--model", "digits")).isOne();

        assertThat(said()).contains("page 2 of 2: expected a picture of [channels,height,width]");
        assertThat(folder.resolve("o.tif")).doesNotExist();
    }

    @Test
    void keepsResolutionAndColourProfileOrSaysWhatIsLost() throws Exception {
        FileDetails details = details(150, ColorSpace.CS_LINEAR_RGB);
        Pixels colour = pixels(PHOTO).withChannels(3);
        Path photo = folder.resolve("photo.jpg");
        try (AnswerFile file = new AnswerFile(Encoding.JPEG, CODEC)) {
            file.add(colour, new DecodedImage(colour, Optional.empty(), 8), details);
            Files.write(photo, file.bytes());
        }

        for (String name : List.of("clean.jpg", "clean.png", "clean.tif")) {
            assertThat(denoise(photo, folder.resolve(name))).isZero();
            byte[] clean = Files.readAllBytes(folder.resolve(name));
            assertThat(PictureFile.of(clean, ContentType.sniff(clean).orElseThrow())
                            .details(0))
                    .isEqualTo(details);
        }
        assertThat(said()).doesNotContain("not kept");
        assertThat(denoise(photo, folder.resolve("clean.gif"), "--json")).isZero();

        assertThat(said()).contains(", not kept: resolution and colour profile");
        assertThat(json().at("/files/0/not_kept/1").asText()).isEqualTo("colour profile");
    }

    /** A network sees little but its own padding there: 165 of 255 became 95. */
    @Test
    void keepsTheBrightnessOfTinyPictures() throws Exception {
        for (ImageShape shape : List.of(new ImageShape(1, 1, 1), new ImageShape(3, 2, 3), new ImageShape(1, 90, 1))) {
            float[] bright = new float[shape.size()];
            Arrays.fill(bright, 165 / 255f);
            Path tiny = folder.resolve("tiny.png");
            Path clean = folder.resolve("clean.png");
            Files.write(tiny, CODEC.encodeBytes(Pixels.of(shape, bright), Encoding.PNG));

            assertThat(denoise(tiny, clean, "--force", "--json")).isZero();

            assertThat(read(clean, Encoding.PNG).shape()).isEqualTo(shape);
            assertThat(read(clean, Encoding.PNG).toArray())
                    .usingComparatorWithPrecision(0.03f)
                    .containsOnly(165 / 255f);
            assertThat(json().at("/files/0/anomaly_score").asDouble(0)).isLessThan(4);
        }
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

        assertThat(denoise(file, folder.resolve("o.tif"))).isOne();

        assertThat(said())
                .contains(
                        "this kind of TIFF isn't read here: expected samples that are whole numbers", "save it as PNG")
                .doesNotContain("another copy");
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
    void replacesNothingUnlessItMust() throws Exception {
        Path there = Files.writeString(folder.resolve("there.png"), "mine");

        assertThat(denoise(page(), there)).isOne();
        assertThat(there).hasContent("mine");
        assertThat(said()).contains("expected no file at " + there, "--force");

        assertThat(denoise(page(), there, "--force")).isZero();
        assertThat(read(there, Encoding.PNG).shape().width()).isEqualTo(400);
    }

    /** The superuser is no exception. */
    @Test
    void replacesNoFileThatIsProtected() throws Exception {
        Path there = Files.writeString(folder.resolve("there.png"), "mine");
        assumeThat(Files.getFileStore(there).supportsFileAttributeView("posix")).isTrue();
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("r--r--r--"));

        assertThat(denoise(page(), there, "--force")).isOne();

        assertThat(there).hasContent("mine");
        assertThat(said()).contains(there + ", found one that is protected against writing; make it writable");
        assertThat(err.toString()).contains("1 of 1 file was not cleaned");
    }

    /** By the slash alone. */
    @Test
    void makesAFolderOfANameThatEndsInASlash() throws Exception {
        assertThat(denoise(page(), folder.resolve("new/deep") + "/")).isZero();
        assertThat(folder.resolve("new/deep/page.png")).exists();

        assertThat(denoise(page(), folder.resolve("other"))).isEqualTo(2);
        assertThat(err.toString()).contains("a / behind the name makes a folder of it");
        assertThat(denoise(page(), page() + "/")).isEqualTo(2);
        assertThat(err.toString()).contains("expected a folder to write into, found the file");
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
        assertThat(denoise(page, folder.resolve("o.png"), "--model", "./nofile"))
                .isEqualTo(2);
        assertThat(denoise(page, folder.resolve("o.png"), "--model", "nofile.onnx"))
                .isEqualTo(2);
        assertThat(denoise(page, folder.resolve("o.png"), "--model", folder)).isEqualTo(2);
        Path notes = Files.writeString(folder.resolve("notes.txt"), "no picture");
        assertThat(denoise(notes, folder.resolve("o.png"))).isOne();
        assertThat(denoise(page, folder.resolve("o.png"), "--model", "digits")).isOne();

        assertThat(err.toString())
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
        assertThat(said())
                .contains(
                        "refused " + notes + ": expected an image file",
                        "found another: it begins with the text 'no picture'; convert it",
                        "digits takes [1,28,28]), found [1,190,400]",
                        "taken by photo-grey")
                .doesNotContain("content-type");
        assertThat(folder.resolve("o.png")).doesNotExist();
    }
}
