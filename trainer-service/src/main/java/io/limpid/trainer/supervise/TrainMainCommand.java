package io.limpid.trainer.supervise;

import static java.util.Objects.requireNonNull;

import io.limpid.inference.NativeLibraries;
import io.limpid.trainer.cli.TrainMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link TrainMain} in a Java of its own, on the Java that runs this one.
 *
 * @param classPath with the trainer, see {@link ChildClassPath}
 * @param runs the folder of the training runs
 * @param nativeCache where the engine unpacks its libraries, some 430 MB
 * @param heap of the child, as {@code -Xmx} takes it: {@code 2g}
 */
public record TrainMainCommand(String classPath, Path runs, Path nativeCache, String heap) implements ChildCommand {
    private static final int NATIVE_ACCESS_IS_ASKED_FOR = 22;
    private static final int UNSAFE_IS_WARNED_OF = 23;
    /** Beyond four threads networks of this size gain nothing. */
    private static final int MOST_THREADS = 4;

    public TrainMainCommand {
        requireNonNull(classPath, "classPath");
        requireNonNull(runs, "runs");
        requireNonNull(nativeCache, "nativeCache");
        if (!heap.matches("[1-9][0-9]{0,5}[mg]")) {
            throw new IllegalArgumentException(
                    "limpid.trainer.child-heap must be like 2g or 1500m, got '" + heap + "'");
        }
    }

    @Override
    public ProcessBuilder of(TrainingOrder order, Path recipe) {
        List<String> command = java();
        command.add("-Xmx" + heap);
        command.add("-Djava.awt.headless=true");
        command.add("-Dai.djl.offline=true");
        command.add("-DDJL_CACHE_DIR=" + nativeCache);
        command.add("-Dai.djl.pytorch.num_threads="
                + Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        command.addAll(NativeLibraries.options());
        command.add(TrainMain.class.getName());
        command.addAll(order.resume().isEmpty() ? List.of(recipe.toString()) : List.of("--resume", order.resume()));
        command.add("--runs");
        command.add(runs.toString());
        command.addAll(order.options());
        ProcessBuilder builder = new ProcessBuilder(command);
        // ONNX Runtime matches the command line against a pattern, recursively: a long class path there overflows its
        // stack.
        builder.environment().put("CLASSPATH", classPath);
        // Threads that spin while they wait cost nine tenths of the speed on a busy machine; it is read before Java
        // starts.
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        return builder;
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        int version = Runtime.version().feature();
        if (version >= NATIVE_ACCESS_IS_ASKED_FOR) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        if (version >= UNSAFE_IS_WARNED_OF) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        return command;
    }
}
