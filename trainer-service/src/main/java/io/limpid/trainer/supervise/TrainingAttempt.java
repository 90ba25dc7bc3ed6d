package io.limpid.trainer.supervise;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One process for one training, from its start to the training's end. */
final class TrainingAttempt {
    private final Training training;
    private final Promotion promotion;
    private final OutputTail tail = new OutputTail();
    private volatile ChildEvent.@Nullable Verdict verdict;

    TrainingAttempt(Training training, Promotion promotion) {
        this.training = training;
        this.promotion = promotion;
    }

    /** How the training ended, and what came of it. */
    record End(TrainingState state, TrainingOutcome outcome) {}

    /** @throws IOException when the process can't be started */
    ChildProcess start(ProcessBuilder builder) throws IOException {
        return ChildProcess.start(builder, this::heard, tail);
    }

    private void heard(String line) {
        Optional<ChildEvent> event = ChildEvents.parse(line);
        if (event.isEmpty()) {
            tail.add(line);
        } else if (event.get() instanceof ChildEvent.Verdict last) {
            verdict = last;
        } else {
            training.said(event.get());
        }
    }

    /** Waits for the process's end, and publishes the model where that was asked for. */
    End await(ChildProcess child) throws InterruptedException {
        int code = child.await();
        ChildEvent.Verdict said = verdict;
        if (said == null) {
            return withoutAWord(code);
        }
        if (said.state() == TrainingState.FINISHED) {
            return new End(TrainingState.FINISHED, finished(said.metrics(), code));
        }
        List<String> output = said.state() == TrainingState.FAILED ? tail.lines() : List.of();
        return new End(said.state(), new TrainingOutcome(said.message(), said.metrics(), null, output));
    }

    private End withoutAWord(int code) {
        if (training.isStopWanted()) {
            return new End(
                    TrainingState.STOPPED,
                    outcome("did not keep the best so far within the grace, and was ended", tail.lines()));
        }
        String how = code == 0 ? "without a word of how it went" : "with exit code " + code + meaning(code);
        return new End(TrainingState.FAILED, outcome("the training's process ended " + how, tail.lines()));
    }

    /** Of the codes that processes killed by a signal end with. */
    private static String meaning(int code) {
        return switch (code) {
            case 137 -> ", killed: is there enough memory?";
            case 134, 139 -> ", a crash of native code";
            default -> "";
        };
    }

    private static TrainingOutcome outcome(String message, List<String> output) {
        return new TrainingOutcome(message, Map.of(), null, output);
    }

    /** The run's folder was complete before the process said so: how the process ended takes nothing away. */
    private TrainingOutcome finished(Map<String, Double> metrics, int code) {
        String message = code == 0 ? "" : "its process ended with exit code " + code + " after it had finished";
        TrainingSnapshot now = training.snapshot();
        if (!now.order().publish()) {
            return new TrainingOutcome(message, metrics, null, List.of());
        }
        try {
            return new TrainingOutcome(
                    message, metrics, promotion.publish(now.progress().run()), List.of());
        } catch (Exception refused) {
            return new TrainingOutcome(
                    "not published: " + refused.getMessage() + "; try again with POST /models",
                    metrics,
                    null,
                    List.of());
        }
    }
}
