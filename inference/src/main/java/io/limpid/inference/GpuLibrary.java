package io.limpid.inference;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A shared library that ONNX Runtime's providers of GPUs load, on Linux. */
public enum GpuLibrary {
    DRIVER("NVIDIA driver", "libcuda.so.1", ""),
    CUDA_RUNTIME("CUDA 12 runtime", "libcudart.so.12", "cuda-cudart-12-6"),
    CUBLAS("cuBLAS of CUDA 12", "libcublas.so.12", "libcublas-12-6"),
    CUBLAS_LT("cuBLASLt of CUDA 12", "libcublasLt.so.12", "libcublas-12-6"),
    CUFFT("cuFFT of CUDA 12", "libcufft.so.11", "libcufft-12-6"),
    CURAND("cuRAND of CUDA 12", "libcurand.so.10", "libcurand-12-6"),
    CUDNN("cuDNN 9", "libcudnn.so.9", "libcudnn9-cuda-12"),
    TENSORRT("TensorRT 10", "libnvinfer.so.10", "libnvinfer10"),
    TENSORRT_PARSER("ONNX parser of TensorRT 10", "libnvonnxparser.so.10", "libnvonnxparsers10");

    static final String DRIVER_REMEDY =
            "install the NVIDIA driver of your distribution; a container gets the host's by the NVIDIA Container Toolkit and --gpus all";

    private final String title;
    private final String file;
    private final String debianPackage;

    GpuLibrary(String title, String file, String debianPackage) {
        this.title = title;
        this.file = file;
        this.debianPackage = debianPackage;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** The name the loader asks for. */
    public String file() {
        return file;
    }

    /** What a provider loads: TensorRT all that CUDA does, and its own; the CPU's nothing. */
    public static List<GpuLibrary> neededBy(Provider provider) {
        return Arrays.stream(values())
                .filter(library -> switch (provider) {
                    case CPU -> false;
                    case AUTO, CUDA -> !library.isOfTensorRt();
                    case TENSORRT -> true;
                })
                .toList();
    }

    /** Whether only the provider tensorrt loads it. */
    public boolean isOfTensorRt() {
        return this == TENSORRT || this == TENSORRT_PARSER;
    }

    /** How to get libraries of TensorRT's. NVIDIA's repository has each version for several CUDAs, the newest first. */
    static String tensorRtRemedy(List<GpuLibrary> libraries) {
        return "install from NVIDIA's repository, in a version of theirs for CUDA 12 (-1+cuda12.x): "
                + packages(libraries)
                + "; the images of nvidia/cuda lack it; libraries in other folders are found by LD_LIBRARY_PATH";
    }

    /** How to get libraries of CUDA's, all but the driver's. */
    static String remedy(List<GpuLibrary> libraries) {
        return "install from NVIDIA's repository: " + packages(libraries)
                + ", or run in an image based on nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04; libraries in other folders are"
                + " found by LD_LIBRARY_PATH";
    }

    private static String packages(List<GpuLibrary> libraries) {
        return libraries.stream()
                .map(library -> library.debianPackage)
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
