package io.limpid.quickstart.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.inference.MetadataKeys;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.ModelSignature;
import io.limpid.onnx.ForeignModel;
import io.limpid.onnx.OnnxImport;
import io.limpid.onnx.OnnxMetadata;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.models.ModelFile;
import io.limpid.quickstart.models.PublishedVersion;
import io.limpid.quickstart.process.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An ONNX file to be published: how it is called, where services get it, and what it takes, if it doesn't say so itself. */
final class ModelFileOptions {
    private static final String[] OF_FOREIGN = {
        "--output", "--range", "--layout", "--task", "--content", "--labels", "--logits"
    };
    private static final String[] OF_FILES = {"--name", "--model-version", "--uri", "--keep", "--sign", "--input"};

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private static final Pattern INPUT =
            Pattern.compile("(.+):(?:1|N)x(\\d{1,5}|C|H)x(\\d{1,5}|H|W)x(\\d{1,5}|W|C)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RANGE = Pattern.compile("(-?[\\d.]+)\\.\\.(-?[\\d.]+)");
    private static final long MOST_BYTES = 1L << 30;

    @Option(names = "--name", description = "the model's name (default: what the file says, else the file's name)")
    private @Nullable String name;

    @Option(
            names = "--model-version",
            paramLabel = "N",
            description = "a number, larger than those before (default: the time)")
    private @Nullable Long version;

    @Option(
            names = "--uri",
            description =
                    "where services get this very file: http, https or file (default: a copy in ./published, which only"
                            + " services on this machine can read)")
    private @Nullable String uri;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "where the copy is kept (default: published, in Limpid's folder)")
    private @Nullable Path keep;

    @Option(names = "--sign", paramLabel = "KEYFILE", description = "sign it with a key of ./limpid models key")
    private @Nullable Path signingKey;

    @Option(
            names = "--input",
            paramLabel = "NAME:1x3xHxW",
            description =
                    "of a model made elsewhere: its only input and shape in the file's order, with H and W for any size")
    private @Nullable String input;

    @Option(names = "--output", paramLabel = "NAME", description = "of a model made elsewhere: the output that counts")
    private @Nullable String output;

    @Option(
            names = "--range",
            paramLabel = "BLACK..WHITE",
            defaultValue = "0..1",
            description = "of a model made elsewhere: its values for black and white, such as 0..255 or -1..1 (default:"
                    + " ${DEFAULT-VALUE})")
    private String range;

    @Option(
            names = "--layout",
            paramLabel = "nchw|nhwc",
            defaultValue = "nchw",
            description =
                    "of a model made elsewhere: whether channels come before rows, or last (default: ${DEFAULT-VALUE})")
    private String layout;

    @Option(
            names = "--task",
            paramLabel = "denoise|classify",
            defaultValue = "denoise",
            description = "of a model made elsewhere: what it does (default: ${DEFAULT-VALUE})")
    private String task;

    @Option(
            names = "--content",
            paramLabel = "any|pages",
            defaultValue = "any",
            description =
                    "of a denoiser made elsewhere: what it is for; scanned pages go to one for pages first (default:"
                            + " ${DEFAULT-VALUE})")
    private String content;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "of a classifier made elsewhere: its classes' names in order, one a line")
    private @Nullable Path labels;

    @Option(
            names = "--logits",
            description = "of a classifier made elsewhere: its output is not yet probabilities, a softmax is added")
    private boolean logits;

    /**
     * A file, made ready and put where services get it.
     *
     * @param console is told what whoever publishes it should know
     * @throws CommandFailure when no service would serve it
     */
    ModelPublished.Builder publication(Path file, Home home, Console console) {
        GivenOptions given = GivenOptions.of(spec);
        given.requireWith("--input", input != null, OF_FOREIGN);
        given.requireWith("--task classify", task.equals("classify"), "--labels", "--logits");
        given.requireWith("--task denoise", task.equals("denoise"), "--content");
        if (!content.equals("any") && !content.equals(MetadataKeys.PAGES)) {
            throw CommandFailure.badInput("expected --content any or pages, found '" + content + "'", "");
        }
        byte[] onnx = read(file);
        try (Scratch scratch = Scratch.make()) {
            byte[] ready = input == null ? own(onnx, file) : imported(onnx, file);
            ModelFile checked = ModelFile.check(ready, scratch.folder());
            checked.maybeCaveat()
                    .ifPresent(caveat -> console.line("take note of " + file + ": " + caveat
                            + "; a larger limpid.tile-side of the services runs larger ones whole, for more memory"));
            String called = name(checked.description().name(), file);
            ModelPublished.Builder model = checked.publication(called, number())
                    .setSize(ready.length)
                    .setPublishedAt(System.currentTimeMillis());
            sign(model, ready);
            return place(model, ready, keep == null ? home.published() : keep, scratch);
        } catch (ModelRejectedException | IllegalArgumentException refused) {
            throw CommandFailure.badInput(
                    file + " can't be served: " + refused.getMessage(),
                    input == null
                            ? "a model made elsewhere is described by --input, --output, --range, --layout and --task"
                            : "check --input, --output, --range, --layout and --task against the file");
        }
    }

    /** @throws CommandFailure when options were given that describe a file */
    void requireNone() {
        GivenOptions given = GivenOptions.of(spec);
        given.requireWith("a FILE", false, OF_FILES);
        given.requireWith("a FILE", false, OF_FOREIGN);
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw CommandFailure.badInput(
                        "expected a model of at most " + MOST_BYTES + " bytes, " + file + " has " + Files.size(file),
                        "");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw CommandFailure.badInput(
                    "expected an ONNX file at " + file + ", which can't be read: " + unreadable, "");
        }
    }

    private byte[] own(byte[] onnx, Path file) {
        if (!OnnxMetadata.of(onnx).containsKey(MetadataKeys.TASK)) {
            throw CommandFailure.badInput(
                    file + " does not say what it does: it was made elsewhere",
                    "describe it, for instance --input input:1x3xHxW --output output --range 0..255");
        }
        return onnx;
    }

    private byte[] imported(byte[] onnx, Path file) {
        if (output == null) {
            throw CommandFailure.badInput("expected --output NAME together with --input", "");
        }
        ForeignModel foreign = foreign();
        Map<String, String> metadata = new HashMap<>();
        metadata.put(MetadataKeys.NAME, name("unnamed", file));
        return switch (task) {
            case "denoise" -> {
                metadata.put(MetadataKeys.TASK, "denoise");
                metadata.put(MetadataKeys.CONTENT, content);
                yield OnnxImport.denoiser(onnx, foreign, metadata);
            }
            case "classify" -> {
                List<String> classes = classes();
                metadata.put(MetadataKeys.TASK, "classify-frame");
                metadata.put(
                        MetadataKeys.LABELS,
                        new ObjectMapper().valueToTree(classes).toString());
                yield OnnxImport.classifier(onnx, foreign, classes.size(), logits, metadata);
            }
            default -> throw CommandFailure.badInput("expected --task denoise or classify, found '" + task + "'", "");
        };
    }

    private ForeignModel foreign() {
        Matcher shape = INPUT.matcher(input);
        Matcher values = RANGE.matcher(range);
        if (!layout.equals("nchw") && !layout.equals("nhwc")) {
            throw CommandFailure.badInput("expected --layout nchw or nhwc, found '" + layout + "'", "");
        }
        boolean channelsLast = layout.equals("nhwc");
        if (!shape.matches() || !isNumber(shape.group(channelsLast ? 4 : 2))) {
            throw CommandFailure.badInput(
                    "expected --input NAME:1x3xHxW with a number of channels, found '" + input + "' in layout "
                            + layout,
                    "for instance input:1x1x28x28, or with --layout nhwc input:1xHxWx3");
        }
        if (!values.matches()) {
            throw CommandFailure.badInput("expected --range BLACK..WHITE, such as 0..255, found '" + range + "'", "");
        }
        int rows = channelsLast ? 2 : 3;
        return new ForeignModel(
                shape.group(1),
                Integer.parseInt(shape.group(channelsLast ? 4 : 2)),
                size(shape.group(rows)),
                size(shape.group(rows + 1)),
                channelsLast,
                output,
                Float.parseFloat(values.group(1)),
                Float.parseFloat(values.group(2)));
    }

    private static boolean isNumber(String text) {
        return Character.isDigit(text.charAt(0));
    }

    /** 0 for any. */
    private static int size(String text) {
        return isNumber(text) ? Integer.parseInt(text) : 0;
    }

    private List<String> classes() {
        if (labels == null) {
            throw CommandFailure.badInput(
                    "expected --labels FILE with --task classify", "a class's name a line, in order");
        }
        try {
            List<String> classes = Files.readAllLines(labels).stream()
                    .filter(line -> !line.isBlank())
                    .map(String::strip)
                    .toList();
            if (classes.isEmpty()) {
                throw CommandFailure.badInput("expected a class's name a line in " + labels + ", found none", "");
            }
            return classes;
        } catch (IOException unreadable) {
            throw CommandFailure.badInput(
                    "expected classes' names in " + labels + ", which can't be read: " + unreadable, "");
        }
    }

    private String name(String ofFile, Path file) {
        String fallback = file.getFileName().toString().replaceFirst("\\.onnx$", "");
        String called = Optional.ofNullable(name).orElse(ofFile.equals("unnamed") ? fallback : ofFile);
        if (!ModelKey.isLegalName(called)) {
            throw CommandFailure.badInput(
                    "expected a name of letters, digits, dots, dashes and underscores, found '" + called + "'",
                    "give one with --name");
        }
        return called;
    }

    private long number() {
        if (version != null && version < 1) {
            throw CommandFailure.badInput("expected --model-version of at least 1, found " + version, "");
        }
        return version == null ? PublishedVersion.now() : version;
    }

    private void sign(ModelPublished.Builder model, byte[] onnx) {
        if (signingKey == null) {
            return;
        }
        try {
            model.setSignature(ByteString.copyFrom(ModelSignature.sign(onnx, ModelSignature.privateKey(signingKey))));
        } catch (IOException | IllegalArgumentException failure) {
            throw CommandFailure.badInput("the model can't be signed: " + failure.getMessage(), "");
        }
    }

    private ModelPublished.Builder place(ModelPublished.Builder model, byte[] onnx, Path folder, Scratch scratch) {
        String fileName = model.getRef().getName() + "-" + model.getRef().getVersion() + ".onnx";
        Path copy = folder.resolve(fileName).toAbsolutePath();
        try {
            Files.createDirectories(copy.getParent());
            Files.write(copy, onnx);
        } catch (IOException failure) {
            throw CommandFailure.failed("the model can't be kept at " + copy + ": " + failure.getMessage(), "");
        }
        if (uri == null) {
            return model.setUri(copy.toUri().toString());
        }
        model.setUri(uri);
        try {
            new ModelFetcher(scratch.folder(), MOST_BYTES).fetch(model.build());
            return model;
        } catch (IOException | ModelRejectedException other) {
            throw CommandFailure.badInput(
                    "expected " + copy + " at " + uri + ": " + other.getMessage(), "put that file there first");
        }
    }
}
