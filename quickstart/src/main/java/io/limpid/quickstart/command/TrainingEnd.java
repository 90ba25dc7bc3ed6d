package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.Shutdown;
import io.limpid.quickstart.training.TrainerEvent;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Tells how a training ended: its figures, where its run is, and how to go on with one that was stopped. */
final class TrainingEnd {
    private static final String FEWER =
            "an epoch of fewer images ends sooner: --limit N, or --budget-seconds S for the time there is";

    private final Path runs;
    private final Home home;
    private final Console console;

    /** @param runs the folder of the run's folder */
    TrainingEnd(Path runs, Home home, Console console) {
        this.runs = runs;
        this.home = home;
        this.console = console;
    }

    void tell(TrainerEvent.Finished end) {
        if (end.metrics().isEmpty()) {
            if (Shutdown.hasBegun()) {
                // nobody will be left to tell of the failure
                console.line(nothing(end) + "; " + FEWER);
            }
            return;
        }
        tell(end.metrics());
        Path folder = runs.resolve(end.run());
        console.line("run " + end.run() + ", report " + folder.resolve("report.html"));
        if (end.stopped()) {
            console.line("stopped, with the best so far kept; go on with ./limpid train --resume "
                    + (runs.equals(home.runs()) ? end.run() : folder));
        }
    }

    void tell(Map<String, Double> metrics) {
        new TreeMap<>(metrics)
                .forEach((name, value) ->
                        console.detail(String.format(Locale.ROOT, "%-28s %s", name, Numbers.text(value))));
    }

    /** @throws CommandFailure when nothing could be kept */
    void check(TrainerEvent.Finished end) {
        if (end.metrics().isEmpty()) {
            throw CommandFailure.failed(nothing(end), FEWER);
        }
    }

    private static String nothing(TrainerEvent.Finished end) {
        return "run " + end.run() + " was stopped before its first epoch had ended: nothing could be kept";
    }
}
