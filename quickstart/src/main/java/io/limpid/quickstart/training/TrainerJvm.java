package io.limpid.quickstart.training;

import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.Jvm;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for the trainer's main classes, which run in processes of their own. */
public final class TrainerJvm {
    /** Beyond four threads networks of this size gain nothing. */
    private static final int MOST_THREADS = 4;

    private TrainerJvm() {}

    /** As many threads as train fastest here. */
    public static int threads() {
        return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    }

    /**
     * A command line.
     *
     * @param main the class, in io.limpid.trainer.cli
     * @param threads of the engine
     */
    public static List<String> command(Home home, String main, int threads, List<String> arguments) {
        Path application = home.application("trainer-service");
        List<String> command = new ArrayList<>(Jvm.command());
        command.add("-Xmx2g");
        command.add("-Dai.djl.offline=true");
        command.add("-DDJL_CACHE_DIR=" + home.state().resolve("djl"));
        command.add("-Dai.djl.pytorch.num_threads=" + threads);
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator, application + "/app/*", application + "/lib/boot/*", application + "/lib/main/*"));
        command.add("io.limpid.trainer.cli." + main);
        command.addAll(arguments);
        return command;
    }
}
