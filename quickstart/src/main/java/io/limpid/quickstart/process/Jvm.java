package io.limpid.quickstart.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for child processes, on the Java that runs this one. */
public final class Jvm {
    private static final int NATIVE_ACCESS_IS_ASKED_FOR = 22;
    private static final int UNSAFE_IS_WARNED_OF = 23;

    private Jvm() {}

    /** The java executable, and the options that newer versions want and older ones don't know. */
    public static List<String> command() {
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

    /** {@link #command} for a small service: one collector thread, and a heap of so many MiB at most. */
    public static List<String> small(int heapMebibytes) {
        List<String> command = command();
        command.add("-Xmx" + heapMebibytes + "m");
        // The parallel and concurrent collectors cost tens of MiB that heaps of this size can't repay.
        command.add("-XX:+UseSerialGC");
        return command;
    }
}
