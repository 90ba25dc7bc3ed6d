package io.limpid.inference;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.util.Locale;
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
            case CUDA, TENSORRT -> demand(wanted, options);
        };
    }

    /** Whether this build has CUDA and this machine what it needs. */
    static boolean autoMeansCuda() {
        return Gpu.isInThisBuild() && GpuDiagnosis.here().isFine();
    }

    private static String auto(OrtSession.SessionOptions options) {
        if (!Gpu.isInThisBuild()) {
            return CPU;
        }
        GpuDiagnosis diagnosis = GpuDiagnosis.here();
        if (diagnosis.missing().contains(GpuLibrary.DRIVER)) {
            return CPU;
        }
        if (!diagnosis.isFine()) {
            LOG.warn("there is an NVIDIA driver, but CUDA can't be used, running on the CPU; {}", lacks(diagnosis));
            return CPU;
        }
        try {
            return add(OrtProvider.CUDA, options);
        } catch (OrtException notLoadable) {
            LOG.warn("CUDA can't be used, running on the CPU: {}", notLoadable.getMessage());
            return CPU;
        }
    }

    private static String demand(Provider wanted, OrtSession.SessionOptions options) throws ModelRejectedException {
        OrtProvider provider = wanted == Provider.TENSORRT ? OrtProvider.TENSOR_RT : OrtProvider.CUDA;
        String name = nameOf(provider);
        GpuDiagnosis diagnosis = new GpuDiagnosis(Gpu.has(provider), Gpu.here().missing(wanted));
        if (!diagnosis.isFine()) {
            throw new ModelRejectedException(refusal(name, diagnosis));
        }
        try {
            return add(provider, options);
        } catch (OrtException notLoadable) {
            throw new ModelRejectedException(
                    "provider " + name + " was asked for and can't be loaded (it needs CUDA 12 and cuDNN 9"
                            + (wanted == Provider.TENSORRT ? " and TensorRT 10" : "") + "): "
                            + notLoadable.getMessage(),
                    notLoadable);
        }
    }

    /** All that is not there, with how to get it, and what does without. */
    static String refusal(String name, GpuDiagnosis diagnosis) {
        return "provider " + name + " was asked for and can't be had, " + lacks(diagnosis);
    }

    private static String lacks(GpuDiagnosis diagnosis) {
        return "missing: " + String.join(". Missing: ", diagnosis.lacks())
                + ". ./limpid gpu says where was looked, limpid.provider=auto does without";
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
