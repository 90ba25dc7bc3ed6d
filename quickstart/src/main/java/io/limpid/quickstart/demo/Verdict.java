package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

import io.limpid.datasets.DataSet;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.demo.Pictures.Picture;
import io.limpid.quickstart.stream.NoisySource;
import java.util.List;

/** Compares what came out of a stream with what went in; tells it as a table and a page. */
final class Verdict {
    private final Console console;
    private final DemoPlan plan;
    private final String logs;
    private final long beginNanos = System.nanoTime();

    /**
     * The clock of the total time starts here.
     *
     * @param logs where the services' logs are, for people
     */
    Verdict(Console console, DemoPlan plan, String logs) {
        this.console = requireNonNull(console, "console");
        this.plan = requireNonNull(plan, "plan");
        this.logs = requireNonNull(logs, "logs");
    }

    /**
     * @param source of what was published
     * @param frameClassifier the model file that serves pictures in the stream
     * @param trainSeconds NaN where nothing was trained
     * @throws CommandFailure when no image came back, or the page can't be written; images that are lost are a result
     */
    DemoResult of(DataSet data, NoisySource source, byte[] frameClassifier, Streamed streamed, double trainSeconds) {
        console.step("comparing what came out with what went in");
        List<Picture> pictures = new Pictures(source).of(streamed.collected());
        if (pictures.isEmpty()) {
            throw CommandFailure.failed(
                    "none of " + plan.images() + " images came back", "the services' logs are in " + logs);
        }
        Figures figures = figures(data, trainSeconds, frameClassifier, streamed, pictures);
        tell(figures, pictures, data, streamed);
        return new DemoResult(figures.history(), figures.json());
    }

    private Figures figures(
            DataSet data, double trainSeconds, byte[] frameClassifier, Streamed streamed, List<Picture> pictures) {
        Evaluation evaluation = new Evaluation(pictures);
        Figures.Likeness likeness = evaluation.likeness();
        Figures.Accuracy accuracy = evaluation.accuracy(frameClassifier);
        Collected collected = streamed.collected();
        return new Figures(
                new Figures.Setting(
                        data.name(),
                        data.source(),
                        plan.noise(),
                        plan.images(),
                        collected.dead().size()),
                collected.history(plan.images()),
                likeness,
                accuracy,
                new Figures.Speed(
                        streamed.imagesPerSecond(),
                        streamed.latency(),
                        new Figures.Machine(
                                streamed.provider(),
                                trainSeconds,
                                (System.nanoTime() - beginNanos) / 1e9,
                                streamed.denoiserReadySeconds(),
                                streamed.memoryMebibytes())));
    }

    private void tell(Figures figures, List<Picture> pictures, DataSet data, Streamed streamed) {
        console.line("");
        FiguresTable.lines(figures).forEach(console::line);
        console.line("");
        streamed.collected().dead().stream()
                .limit(1)
                .forEach(dead -> console.detail("the first dead letter is image " + dead.number()));
        String report = new DemoReport(figures, pictures, data.test().labelNames()).write(plan.report());
        console.line("report: " + report);
    }
}
