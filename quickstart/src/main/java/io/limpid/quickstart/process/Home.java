package io.limpid.quickstart.process;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder Limpid lives in.
 *
 * @param root with the modules, the recipes and the {@code limpid} script
 */
public record Home(Path root) {
    public Home {
        requireNonNull(root, "root");
    }

    /** What the start script says, else the current folder. */
    public static Home standard() {
        String named = System.getenv("LIMPID_HOME");
        return new Home(Path.of(named == null || named.isBlank() ? "" : named).toAbsolutePath());
    }

    /** What {@code up} keeps between calls, and logs. */
    public Path state() {
        return root.resolve(".limpid");
    }

    public Path logs() {
        return state().resolve("logs");
    }

    public Path runs() {
        return root.resolve("runs");
    }

    /** Copies of models that were published from here, for services on this machine. */
    public Path published() {
        return root.resolve("published");
    }

    /** Where the models that come with Limpid lie in a checkout. */
    public Path shippedModels() {
        return root.resolve("models/src/main/resources/io/limpid/models");
    }

    /** The folders of grids. */
    public Path grids() {
        return root.resolve("grids");
    }

    /** The demo's report. */
    public Path demo() {
        return root.resolve("demo");
    }

    /** The jars of the command, but for its own; short enough for a command line as a wild card. */
    public Path libraries() {
        return root.resolve("quickstart").resolve("target").resolve("lib");
    }

    /** The bench's report. */
    public Path bench() {
        return root.resolve("bench-report");
    }

    /**
     * A recipe: a path as seen from the current folder, else from here; a bare name means {@code recipes/name.yaml}.
     *
     * @throws CommandFailure when there is none
     */
    public Path recipe(String named) {
        Path asTyped = Path.of(named);
        if (Files.isRegularFile(asTyped)) {
            return asTyped.toAbsolutePath();
        }
        for (String candidate : new String[] {named, "recipes/" + named, "recipes/" + named + ".yaml"}) {
            if (Files.isRegularFile(root.resolve(candidate))) {
                return root.resolve(candidate);
            }
        }
        throw CommandFailure.badInput(
                "there is no recipe " + named, "the recipes at hand are in " + root.resolve("recipes"));
    }

    /**
     * A service's application folder, as the build leaves it and as it is deployed.
     *
     * @throws CommandFailure when it isn't built
     */
    public Path application(String module) {
        Path folder = root.resolve(module).resolve("target").resolve("quarkus-app");
        if (!Files.isRegularFile(folder.resolve("quarkus-run.jar"))) {
            throw CommandFailure.failed(
                    module + " is not built: " + folder + " has no quarkus-run.jar",
                    "run ./limpid from a checkout, or mvn -DskipTests package in " + root);
        }
        return folder;
    }
}
