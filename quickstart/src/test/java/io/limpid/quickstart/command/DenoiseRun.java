package io.limpid.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.image.AnswerForm;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import io.limpid.fixtures.SamplePictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** {@code ./limpid denoise} in this process, and what it says; and the pictures that are given to it. */
final class DenoiseRun implements AutoCloseable {
    static final ImageCodec CODEC = new ImageCodec(PayloadLimits.STANDARD);
    static final SamplePictures.Pair PAGE = SamplePictures.page(400, 190, 1);
    static final SamplePictures.Pair PHOTO = SamplePictures.landscape(120, 90, 0.1, 1);

    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream standard = System.out;

    /** Hears from now on what is printed. */
    DenoiseRun() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        System.setOut(standard);
    }

    /** @return the exit code */
    int denoise(Object... arguments) {
        CommandLine line = Commands.line();
        line.setErr(new PrintWriter(err, true));
        return line.execute(
                Stream.concat(Stream.of("denoise"), Stream.of(arguments).map(Object::toString))
                        .toArray(String[]::new));
    }

    String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String errors() {
        return err.toString();
    }

    /** The last line. */
    JsonNode json() throws IOException {
        List<String> lines = said().lines().toList();
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    static Pixels pixels(SamplePictures.Pair pair) {
        return Pixels.of(new ImageShape(1, pair.height(), pair.width()), pair.noisy());
    }

    static Path write(Path folder, String name, SamplePictures.Pair pair, AnswerForm form) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, CODEC.encode(pixels(pair), form).getData().toByteArray());
    }

    static Path page(Path folder) throws IOException {
        return write(folder, "page.png", PAGE, AnswerForm.of(Encoding.PNG));
    }

    static double mse(Pixels image, float[] clean) {
        double sum = 0;
        for (int i = 0; i < clean.length; i++) {
            sum += Math.pow(image.get(i) - clean[i], 2);
        }
        return sum / clean.length;
    }

    static Pixels read(Path file, Encoding encoding) throws Exception {
        return CODEC.decodeFile(Files.readAllBytes(file), encoding);
    }
}
