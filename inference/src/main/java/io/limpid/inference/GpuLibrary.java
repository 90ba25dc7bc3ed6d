package io.limpid.inference;

/** A shared library that ONNX Runtime's CUDA provider loads, on Linux. */
public enum GpuLibrary {
    DRIVER(
            "NVIDIA driver",
            "libcuda.so.1",
            "install the NVIDIA driver of your distribution; a container gets the host's by the NVIDIA Container Toolkit and --gpus all"),
    CUDA_RUNTIME("CUDA 12 runtime", "libcudart.so.12", toolkit("cuda-cudart-12-6")),
    CUBLAS("cuBLAS of CUDA 12", "libcublas.so.12", toolkit("libcublas-12-6")),
    CUBLAS_LT("cuBLASLt of CUDA 12", "libcublasLt.so.12", toolkit("libcublas-12-6")),
    CUFFT("cuFFT of CUDA 12", "libcufft.so.11", toolkit("libcufft-12-6")),
    CURAND("cuRAND of CUDA 12", "libcurand.so.10", toolkit("libcurand-12-6")),
    CUDNN("cuDNN 9", "libcudnn.so.9", toolkit("libcudnn9-cuda-12"));

    private final String title;
    private final String file;
    private final String remedy;

    GpuLibrary(String title, String file, String remedy) {
        this.title = title;
        this.file = file;
        this.remedy = remedy;
    }

    private static String toolkit(String debianPackage) {
        return "install the package " + debianPackage
                + " from NVIDIA's repository, or run in an image based on nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04; libraries in "
                + "other folders are found by LD_LIBRARY_PATH";
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** The name the loader asks for. */
    public String file() {
        return file;
    }

    /** How to get it. */
    public String remedy() {
        return remedy;
    }
}
