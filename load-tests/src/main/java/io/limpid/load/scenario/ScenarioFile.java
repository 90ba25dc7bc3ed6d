package io.limpid.load.scenario;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Scenarios in files, and those that come with Limpid. */
public final class ScenarioFile {
    private static final String EXAMPLE = "load-tests/scenarios/kills.yaml";
    private static final String END = ".yaml";

    private ScenarioFile() {}

    /** @throws CommandFailure naming the file, the line and what is wrong there */
    public static Scenario read(Path file) {
        return YamlFile.read(file, Scenario.class, "scenario", EXAMPLE);
    }

    /**
     * A path, or the name of one that comes with Limpid.
     *
     * @throws CommandFailure when there is none
     */
    public static Path find(Home home, String named) {
        Path asTyped = Path.of(named);
        if (Files.isRegularFile(asTyped)) {
            return asTyped.toAbsolutePath();
        }
        Path own = folder(home).resolve(named.endsWith(END) ? named : named + END);
        if (Files.isRegularFile(own)) {
            return own;
        }
        throw CommandFailure.badInput(
                "there is no scenario " + named,
                "name a file, or one of " + String.join(", ", names(home)) + " in " + folder(home));
    }

    /** Of those that come with Limpid. */
    public static List<String> names(Home home) {
        try (Stream<Path> files = Files.list(folder(home))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(END))
                    .map(name -> name.substring(0, name.length() - END.length()))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private static Path folder(Home home) {
        return home.root().resolve("load-tests").resolve("scenarios");
    }
}
