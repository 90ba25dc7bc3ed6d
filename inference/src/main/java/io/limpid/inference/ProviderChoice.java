package io.limpid.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where a session runs. Asking ONNX Runtime for CUDA unpacks half a gigabyte and takes seconds before it fails, so the
 * driver's library is looked for first.
 */
final class ProviderChoice {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderChoice.class);
    private static final String DRIVER = "libcuda.so.1";
    private static final List<String> LIBRARY_FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/usr/local/cuda/compat",
            "/usr/local/nvidia/lib64",
            "/usr/lib/wsl/lib");

    private ProviderChoice() {}

    /**
     * Adds the provider to the options.
     *
     * @return the name of the provider in use: cpu, cuda or tensorrt
     * @throws ModelRejectedException when a provider that was asked for by name can't be had
     */
    static String apply(Provider wanted, OrtSession.SessionOptions options) throws ModelRejectedException {
        return switch (wanted) {
            case CPU -> "cpu";
            case AUTO -> auto(options);
            case CUDA -> demand(OrtProvider.CUDA, options);
            case TENSORRT -> demand(OrtProvider.TENSOR_RT, options);
        };
    }

    /** Whether this build has CUDA and this machine its driver. */
    static boolean autoMeansCuda() {
        return isBuiltIn(OrtProvider.CUDA) && hasDriver();
    }

    private static String auto(OrtSession.SessionOptions options) {
        if (!autoMeansCuda()) {
            return "cpu";
        }
        try {
            return add(OrtProvider.CUDA, options);
        } catch (OrtException notLoadable) {
            LOG.warn("CUDA can't be used, running on the CPU: {}", notLoadable.getMessage());
            return "cpu";
        }
    }

    private static String demand(OrtProvider provider, OrtSession.SessionOptions options)
            throws ModelRejectedException {
        String name = nameOf(provider);
        if (!isBuiltIn(provider)) {
            throw new ModelRejectedException("provider " + name
                    + " was asked for, this build has only the CPU's; build with: mvn -Pgpu package");
        }
        if (!hasDriver()) {
            throw new ModelRejectedException("provider " + name + " was asked for, but the NVIDIA driver (" + DRIVER
                    + ") is not on this machine; install it, or use limpid.provider=auto");
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

    private static boolean isBuiltIn(OrtProvider provider) {
        return OrtEnvironment.getAvailableProviders().contains(provider);
    }

    private static boolean hasDriver() {
        String path = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
        return Stream.concat(LIBRARY_FOLDERS.stream(), Arrays.stream(path.split(":")))
                .filter(folder -> !folder.isBlank())
                .anyMatch(folder -> Files.exists(Path.of(folder, DRIVER)));
    }
}
