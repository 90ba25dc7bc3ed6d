package io.limpid.trainer.job;

import java.util.Map;

/**
 * How a run ended.
 *
 * @param stopped whether it was asked to end before its time
 * @param epochs that were done
 * @param metrics of the model it left; empty when it was stopped before its first epoch had ended
 */
public record Outcome(boolean stopped, int epochs, Map<String, Double> metrics) {
    public Outcome {
        metrics = Map.copyOf(metrics);
    }
}
