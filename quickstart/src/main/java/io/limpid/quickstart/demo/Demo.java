package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

import io.limpid.datasets.DataSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.stream.NoisySource;
import io.limpid.quickstart.training.Training;
import java.util.Map;
import java.util.function.Consumer;

/** The main job on one machine: from a data set to figures that were measured on what came out of the topics. */
public final class Demo {
    private final Home home;
    private final Console console;
    private final DemoPlan plan;
    private final Verdict verdict;

    /** The clock of the total time starts here. */
    public Demo(Home home, Console console, DemoPlan plan) {
        this.home = requireNonNull(home, "home");
        this.console = requireNonNull(console, "console");
        this.plan = requireNonNull(plan, "plan");
        this.verdict = new Verdict(
                console, plan, home.state().resolve("demo").resolve("logs").toString());
    }

    /**
     * Runs all of it.
     *
     * @param data to train on, and to take test images of
     * @param over is called with the result while everything still runs that is to be kept
     * @throws CommandFailure when a step fails; images that are lost are a result, not a failure
     */
    public void run(DataSet data, Consumer<DemoResult> over) {
        console.step("training a classifier, a denoiser and a latent head on " + data.name());
        DemoTraining.Outcome trained = new DemoTraining(home, new Training(home, console)).run(plan, data.name());
        console.step("starting a Kafka broker and the services");
        try (DemoStack stack = new DemoStack(home, console)) {
            console.step("publishing the models");
            byte[] frameClassifier = stack.publish(trained.ids());
            NoisySource source = new NoisySource(data.test(), NoiseModel.parse(plan.noise()), 0);
            Streamed streamed = stream(stack, source);
            DemoResult result = verdict.of(data, source, frameClassifier, streamed, trained.seconds());
            mentionKept(stack);
            over.accept(result);
        }
    }

    private Streamed stream(DemoStack stack, NoisySource source) {
        console.step("publishing " + Numbers.count(plan.images(), "noisy image"));
        try (DemoStream stream = new DemoStream(console, stack.address(), stack::requireAlive, source, plan.images())) {
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

    private void mentionKept(DemoStack stack) {
        if (!plan.keep()) {
            return;
        }
        console.line("still running, until Ctrl-C; the studio: " + stack.startStudio());
        console.line("your own images:");
        console.line("  ./limpid consume --out denoised --bootstrap "
                + stack.address().bootstrap());
        console.line(
                "  ./limpid publish photo.png --bootstrap " + stack.address().bootstrap());
    }
}
