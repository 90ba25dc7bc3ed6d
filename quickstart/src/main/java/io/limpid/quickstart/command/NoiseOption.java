package io.limpid.quickstart.command;

import io.limpid.datasets.noise.NoiseModel;
import io.limpid.quickstart.console.CommandFailure;

/** Reads what is typed behind {@code --noise}. */
final class NoiseOption {
    private NoiseOption() {}

    static NoiseModel parse(String text) {
        try {
            return NoiseModel.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw CommandFailure.badInput(malformed.getMessage(), "for instance --noise gaussian:0.5");
        }
    }
}
