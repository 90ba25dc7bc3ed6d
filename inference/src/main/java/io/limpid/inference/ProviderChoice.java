package io.limpid.inference;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where a session runs. Asking ONNX Runtime for CUDA unpacks half a gigabyte and takes seconds before it fails, so what it
 * needs is looked for first.
 */
final class ProviderChoice {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderChoice.class);
    private static final String CPU = "cpu";

    private ProviderChoice() {}

    /**
     * Adds the provider to the options.
     *
     * @return the name of the provider in use: cpu, cuda or tensorrt
     * @throws ModelRejectedException when a provider that was asked for by name can't be had
     */
    static String apply(Provider wanted, OrtSession.SessionOptions options) throws ModelRejectedException {
        return switch (wanted) {
            case CPU -> CPU;
            case AUTO -> auto(options);
            case CUDA -> demand(OrtProvider.CUDA, options);
            case TENSORRT -> demand(OrtProvider.TENSOR_RT, options);
        };
    }

    /** Whether this build has CUDA and this machine what it needs. */
    static boolean autoMeansCuda() {
        return Gpu.isInThisBuild() && Gpu.here().missing().isEmpty();
    }

    private static String auto(OrtSession.SessionOptions options) {
        if (!Gpu.isInThisBuild()) {
            return CPU;
        }
        List<GpuLibrary> missing = Gpu.here().missing();
        if (missing.contains(GpuLibrary.DRIVER)) {
            return CPU;
        }
        if (!missing.isEmpty()) {
            LOG.warn("there is an NVIDIA driver, but CUDA can't be used: {}; running on the CPU", lacks(missing));
            return CPU;
        }
        try {
            return add(OrtProvider.CUDA, options);
        } catch (OrtException notLoadable) {
            LOG.warn("CUDA can't be used, running on the CPU: {}", notLoadable.getMessage());
            return CPU;
        }
    }

    private static String demand(OrtProvider provider, OrtSession.SessionOptions options)
            throws ModelRejectedException {
        String name = nameOf(provider);
        if (!Gpu.has(provider)) {
            throw new ModelRejectedException("provider " + name
                    + " was asked for, this build has only the CPU's; build with: mvn -Pgpu package");
        }
        List<GpuLibrary> missing = Gpu.here().missing();
        if (!missing.isEmpty()) {
            throw new ModelRejectedException("provider " + name + " was asked for and can't be had: " + lacks(missing));
        }
        try {
            return add(provider, options);
        } catch (OrtException notLoadable) {
            throw new ModelRejectedException(
                    "provider " + name + " was asked for and can't be loaded (it needs CUDA 12 and cuDNN 9): "
                            + notLoadable.getMessage(),
                    notLoadable);
        }
    }

    /** What is not there, and how to get the first of it. */
    static String lacks(List<GpuLibrary> missing) {
        String libraries = missing.stream()
                .map(library -> library.title() + " (" + library.file() + ")")
                .collect(Collectors.joining(", "));
        return "missing " + libraries + "; " + missing.get(0).remedy()
                + "; ./limpid gpu says more, limpid.provider=auto does without";
    }

    private static String add(OrtProvider provider, OrtSession.SessionOptions options) throws OrtException {
        if (provider == OrtProvider.CUDA) {
            options.addCUDA();
        } else {
            options.addTensorrt(0);
        }
        // with it GPU memory is known to grow without end
        options.setMemoryPatternOptimization(false);
        return nameOf(provider);
    }

    private static String nameOf(OrtProvider provider) {
        return provider == OrtProvider.TENSOR_RT ? "tensorrt" : provider.name().toLowerCase(Locale.ROOT);
    }
}
