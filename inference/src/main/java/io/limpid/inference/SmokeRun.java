package io.limpid.inference;

import static java.util.Objects.requireNonNull;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import io.limpid.contracts.v1.Task;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and runs a model in a process of its own before this one touches it: a graph that crashes ONNX Runtime, hangs, or asks for
 * too much memory does so there. That process runs on the CPU, gives way to others there, has a limited address space, and is killed when it takes too
 * long.
 */
public final class SmokeRun {
    private static final Logger LOG = LoggerFactory.getLogger(SmokeRun.class);
    private static final Duration USUAL_TIME = Duration.ofSeconds(60);
    private static final long MEBIBYTE = 1 << 20;
    /** For classes, and for a file of no size. */
    private static final long LEAST_HEAP = 96 * MEBIBYTE;
    /** For the Java runtime, ONNX Runtime and a network's activations. */
    private static final long LEAST_SPACE = 2048 * MEBIBYTE;
    /** The file is read, parsed, and its weights copied. */
    private static final int FILES_IN_HEAP = 4;

    private static final int FILES_IN_SPACE = 8;
    private static final Path SHELL = Path.of("/bin/sh");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final int NATIVE_ACCESS_IS_ASKED_FOR = 22;

    /** A class of each jar that is needed to open a model. */
    private static final List<Class<?>> NEEDED = List.of(
            SmokeMain.class,
            Task.class,
            OrtEnvironment.class,
            OnnxMl.class,
            Message.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonProperty.class,
            Logger.class);

    private final Path folder;
    private final Duration time;
    private final String mainClass;
    private final List<Class<?>> needed;

    /** @param folder gets the file for the time of the run, and remembers which models are sound */
    public SmokeRun(Path folder) {
        this(folder, USUAL_TIME, SmokeMain.class);
    }

    SmokeRun(Path folder, Duration time, Class<?> main) {
        this.folder = requireNonNull(folder, "folder");
        this.time = requireNonNull(time, "time");
        this.mainClass = main.getName();
        this.needed = Stream.concat(Stream.of(main), NEEDED.stream()).toList();
    }

    /**
     * Returns when the model has run soundly, now or at an earlier time with the same version of ONNX Runtime.
     *
     * @param sha256 of the file, which was verified
     * @throws ModelRejectedException when it does not
     * @throws IOException when it can't be tried, now at least: no room on the disk, no further process
     */
    public void check(byte[] onnx, String sha256, Task task) throws ModelRejectedException, IOException {
        Path mark = folder.resolve(sha256 + "." + task.getNumber() + ".sound");
        String runtime = "onnxruntime " + OrtEnvironment.getEnvironment().getVersion();
        if (isMarked(mark, runtime)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path input = Files.createTempFile(folder, "smoke", ".onnx");
            Path output = Files.createTempFile(folder, "smoke", ".log");
            try {
                Files.write(input, onnx);
                run(command(onnx.length, task), input, output);
            } finally {
                Files.deleteIfExists(input);
                Files.deleteIfExists(output);
            }
        } catch (IOException failure) {
            throw new IOException(
                    "expected to try the model in a process of its own, in " + folder + ", which can't be done: "
                            + reason(failure) + "; limpid.smoke-run=false does without",
                    failure);
        }
        remember(mark, runtime);
    }

    /** Without the name of a file that is another one each time: what is said again is to be known again. */
    private static String reason(IOException failure) {
        if (failure instanceof FileSystemException system) {
            return system.getReason() == null ? system.getClass().getSimpleName() : system.getReason();
        }
        return failure.toString();
    }

    private static boolean isMarked(Path mark, String runtime) {
        try {
            return Files.isRegularFile(mark) && Files.readString(mark).equals(runtime);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static void remember(Path mark, String runtime) {
        try {
            Files.writeString(mark, runtime);
        } catch (IOException failure) {
            LOG.warn("{} can't be written, the model will be tried again next time: {}", mark, failure.toString());
        }
    }

    private void run(List<String> command, Path input, Path output) throws IOException, ModelRejectedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // by the environment: ONNX Runtime crashes where the command line is very long
        builder.environment().put("CLASSPATH", classPath());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().putIfAbsent("ORT_DISABLE_TELEMETRY", "1");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try {
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ModelRejectedException("expected the model to run within " + time.toSeconds()
                        + " s in a process of its own, it did not");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            process.destroyForcibly();
        }
        judge(process.exitValue(), output);
    }

    private static void judge(int exitCode, Path output) throws IOException, ModelRejectedException {
        if (exitCode == SmokeMain.SOUND) {
            return;
        }
        List<String> lines = Files.readString(output).lines().toList();
        if (exitCode == SmokeMain.REFUSED) {
            throw new ModelRejectedException(lines.get(lines.size() - 1));
        }
        throw new ModelRejectedException(
                "expected the model to run in a process of its own, that process crashed with exit code " + exitCode
                        + ": " + cause(lines));
    }

    /** The signal's line where the runtime says one, else what came first. */
    private static String cause(List<String> lines) {
        List<String> said = lines.stream()
                .map(line -> COLOUR.matcher(line)
                        .replaceAll("")
                        .replaceFirst("^#", "")
                        .strip())
                .filter(line -> !line.isEmpty())
                .toList();
        return said.stream().filter(line -> line.startsWith("SIG")).findFirst().orElseGet(() -> said.stream()
                .limit(2)
                .collect(Collectors.joining(" ")));
    }

    private List<String> command(long fileSize, Task task) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            long space = LEAST_SPACE + FILES_IN_SPACE * fileSize;
            // no core files: a model may be larger than the disk has room for; and who serves goes first, yet leaves
            // time enough to be done
            command.addAll(List.of(
                    SHELL.toString(),
                    "-c",
                    "command -v nice > /dev/null && set -- nice -n 3 \"$@\"; ulimit -c 0; ulimit -v \"$0\" && exec \"$@\"",
                    Long.toString(space / 1024)));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + (LEAST_HEAP + FILES_IN_HEAP * fileSize),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:CompressedClassSpaceSize=32m",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null"));
        if (Runtime.version().feature() >= NATIVE_ACCESS_IS_ASKED_FOR) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(NativeLibraries.options());
        command.addAll(List.of(mainClass, task.name()));
        return command;
    }

    /** The jars and folders that hold what is needed, however this process was started. */
    private String classPath() throws IOException {
        List<String> places = new ArrayList<>();
        for (Class<?> one : needed) {
            try {
                places.add(Path.of(one.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            } catch (URISyntaxException | IllegalArgumentException | NullPointerException unknown) {
                throw new IOException("the place of " + one.getName() + " is not known", unknown);
            }
        }
        return places.stream().distinct().collect(Collectors.joining(File.pathSeparator));
    }
}
