package io.limpid.inference;

import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where a model is wanted to run. */
public enum Provider {
    /** CUDA where it loads, else the CPU. */
    AUTO,
    CPU,
    CUDA,
    TENSORRT;

    /**
     * @param text in any case
     * @throws IllegalArgumentException naming the allowed texts
     */
    public static Provider parse(String text) {
        return Arrays.stream(values())
                .filter(provider -> provider.name().equalsIgnoreCase(text.trim()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("expected a provider of " + names() + ", found '" + text + "'"));
    }

    /** Whether that means a GPU on this machine; of CUDA and TensorRT it is what was asked for, to be had or not. */
    public boolean meansGpu() {
        return switch (this) {
            case AUTO -> ProviderChoice.autoMeansCuda();
            case CPU -> false;
            case CUDA, TENSORRT -> true;
        };
    }

    /**
     * Has sessions with these options run there.
     *
     * @return the provider in use: cpu, cuda or tensorrt
     * @throws ModelRejectedException when one that was asked for by name can't be had; the message names what is missing
     */
    public String addTo(OrtSession.SessionOptions options) throws ModelRejectedException {
        return ProviderChoice.apply(this, options);
    }

    private static String names() {
        return Arrays.stream(values())
                .map(provider -> provider.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
