package io.limpid.quickstart.command;

import io.limpid.datasets.DataSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.quickstart.console.Bar;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.process.Unwritable;
import io.limpid.quickstart.stream.NoisySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid data write}: a data set as files. */
@Command(
        name = "write",
        description = "Write test images of a data set with labels into a folder, as PNG files.",
        sortOptions = false)
final class DataWriteCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "a data set with labels, as ./limpid data lists it")
    private String name;

    @Parameters(paramLabel = "DIR", description = "gets the files; created when missing")
    private Path folder;

    @Option(names = "--count", defaultValue = "100", description = "how many (default: ${DEFAULT-VALUE})")
    private int count;

    @Option(names = "--noise", paramLabel = "SPEC", description = "noise on them (default: none)")
    private String noise = "none";

    @Option(names = "--seed", defaultValue = "0", description = "of the noise (default: ${DEFAULT-VALUE})")
    private long seed;

    private final Console console = Console.standard();

    @Override
    public void run() {
        if (count < 1) {
            throw CommandFailure.badInput("expected --count of at least 1, found " + count, "");
        }
        DataSetOption.requireKnown(name);
        NoiseModel model = NoiseOption.parse(noise);
        DataSet data = DataSetOption.load(name, console);
        NoisySource source = new NoisySource(data.test(), model, seed);
        try (Bar bar = console.bar("writing", count, "images")) {
            Files.createDirectories(folder);
            for (int i = 0; i < count; i++) {
                Files.write(folder.resolve(data.name() + "-" + i + ".png"), source.png(i));
                bar.at(i + 1L, "");
            }
        } catch (IOException failure) {
            throw Unwritable.folder("the folder", folder, "name another", failure);
        }
        console.line(Numbers.count(count, "image") + " in " + folder);
    }
}
