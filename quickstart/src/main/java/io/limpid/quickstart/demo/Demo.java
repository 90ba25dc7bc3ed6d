package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

import io.limpid.datasets.DataSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.demo.Pictures.Picture;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.stream.History;
import io.limpid.quickstart.stream.NoisySource;
import io.limpid.quickstart.training.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The main job on one machine: from a data set to figures that were measured on what came out of the topics. */
public final class Demo {
    private final Home home;
    private final Console console;
    private final DemoPlan plan;
    private final long beginNanos = System.nanoTime();

    /** The clock of the total time starts here. */
    public Demo(Home home, Console console, DemoPlan plan) {
        this.home = requireNonNull(home, "home");
        this.console = requireNonNull(console, "console");
        this.plan = requireNonNull(plan, "plan");
    }

    /** What is left when a demo is over: the history is the verdict, the line holds all figures as a JSON object. */
    public record Result(History history, String json) {}

    /**
     * Runs all of it.
     *
     * @param data to train on, and to take test images of
     * @param over is called with the result while everything still runs that is to be kept
     * @throws CommandFailure when a step fails; images that are lost are a result, not a failure
     */
    public void run(DataSet data, Consumer<Result> over) {
        console.step("training a classifier, a denoiser and a latent head on " + data.name());
        DemoTraining.Outcome trained = new DemoTraining(home, new Training(home, console)).run(plan, data.name());
        console.step("starting a Kafka broker and the services");
        try (DemoStack stack = new DemoStack(home, console)) {
            console.step("publishing the models");
            byte[] frameClassifier = stack.publish(trained.ids());
            NoisySource source = new NoisySource(data.test(), NoiseModel.parse(plan.noise()), 0);
            Streamed streamed = stream(stack, source);
            console.step("comparing what came out with what went in");
            List<Picture> pictures = new Pictures(source).of(streamed.collected());
            Figures figures = figures(data, trained, frameClassifier, streamed, pictures);
            tell(figures, pictures, data, streamed);
            mentionKept(stack);
            over.accept(new Result(figures.history(), figures.json()));
        }
    }

    private Streamed stream(DemoStack stack, NoisySource source) {
        console.step("publishing " + plan.images() + " noisy images");
        try (DemoStream stream = new DemoStream(console, stack, source, plan.images())) {
            Timetable timetable = stream.run();
            String provider = stack.provider();
            Map<String, Long> memory = stack.memoryMebibytes();
            double readySeconds = stack.restartDenoiser();
            if (!plan.keep()) {
                // What has not come by now never will: the histories are final.
                stack.stopServices();
            }
            return new Streamed(timetable, stream.collect(), provider, readySeconds, memory);
        }
    }

    private Figures figures(
            DataSet data,
            DemoTraining.Outcome trained,
            byte[] frameClassifier,
            Streamed streamed,
            List<Picture> pictures) {
        if (pictures.isEmpty()) {
            throw CommandFailure.failed(
                    "none of " + plan.images() + " images came back",
                    "the services' logs are in " + home.state().resolve("demo").resolve("logs"));
        }
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
                                trained.seconds(),
                                seconds(),
                                streamed.denoiserReadySeconds(),
                                streamed.memoryMebibytes())));
    }

    private double seconds() {
        return (System.nanoTime() - beginNanos) / 1e9;
    }

    private void tell(Figures figures, List<Picture> pictures, DataSet data, Streamed streamed) {
        Path report = new DemoReport(figures, pictures, data.test().labelNames()).write(home.demo());
        console.line("");
        FiguresTable.lines(figures).forEach(console::line);
        console.line("");
        streamed.collected().dead().stream()
                .limit(1)
                .forEach(dead -> console.detail("the first dead letter is image " + dead.number()));
        console.line("report: " + report.toUri());
    }

    private void mentionKept(DemoStack stack) {
        if (!plan.keep()) {
            return;
        }
        console.line("still running, until Ctrl-C; your own images:");
        console.line("  ./limpid consume --out denoised --bootstrap " + stack.bootstrap());
        console.line("  ./limpid publish photo.png --bootstrap " + stack.bootstrap());
    }
}
