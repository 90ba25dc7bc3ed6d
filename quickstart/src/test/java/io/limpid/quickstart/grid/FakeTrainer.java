package io.limpid.quickstart.grid;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.training.TrainerEvent;
import io.limpid.quickstart.training.TrainingRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Trains nothing, but answers as a training would: the error is the product of all numbers set. */
final class FakeTrainer implements Function<TrainingRequest, TrainerEvent.Finished> {
    final List<TrainingRequest> requests = new ArrayList<>();
    private final Map<Integer, RuntimeException> failing = new HashMap<>();
    private int stoppedAt;
    private int killedAt;

    /** A crash of our own process: nothing that comes after it happens. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    FakeTrainer failingAt(int call, String reason) {
        failing.put(call, CommandFailure.failed(reason, "its log is x.log"));
        return this;
    }

    FakeTrainer stoppedAt(int call) {
        stoppedAt = call;
        return this;
    }

    FakeTrainer killedAt(int call) {
        killedAt = call;
        return this;
    }

    @Override
    public TrainerEvent.Finished apply(TrainingRequest request) {
        requests.add(request);
        int call = requests.size();
        if (failing.containsKey(call)) {
            throw failing.get(call);
        }
        if (killedAt == call) {
            throw new Killed();
        }
        Map<String, Double> metrics = new HashMap<>(Map.of("mse_denoised", error(request), "train_seconds", 1.0));
        metrics.putAll(Map.of("epochs", 2.0, "epochs_full", 2.0, "images", 64.0, "images_full", 64.0));
        return new TrainerEvent.Finished(run(call), "runs/" + run(call), metrics, stoppedAt == call);
    }

    private static String run(int call) {
        return "20260101-00000" + call + "-a-recipe";
    }

    private static double error(TrainingRequest request) {
        return request.options().stream()
                .filter(option -> option.contains("="))
                .mapToDouble(option -> Double.parseDouble(option.substring(option.indexOf('=') + 1)))
                .reduce(1, (first, second) -> first * second);
    }

    /** What was set for each training. */
    List<String> set() {
        return requests.stream()
                .map(request -> String.join(
                        " ",
                        request.options().stream()
                                .filter(option -> option.contains("="))
                                .toList()))
                .toList();
    }
}
