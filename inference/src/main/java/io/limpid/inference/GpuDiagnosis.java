package io.limpid.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What keeps models from running on a GPU: what this build lacks and what the machine lacks, each with how to get it.
 *
 * @param cudaInBuild whether this build's ONNX Runtime has the CUDA provider
 * @param missing libraries that the provider loads and that are not there
 */
public record GpuDiagnosis(boolean cudaInBuild, List<GpuLibrary> missing) {
    private static final String BUILD = "build with: mvn -Pgpu package";

    public GpuDiagnosis {
        missing = List.copyOf(missing);
    }

    /** What keeps models from running by CUDA in this build, on this machine. */
    public static GpuDiagnosis here() {
        return of(Gpu.here());
    }

    /** What keeps models from running by CUDA in this build, on a machine where libraries are looked for so. */
    public static GpuDiagnosis of(Gpu gpu) {
        return new GpuDiagnosis(Gpu.isInThisBuild(), gpu.missing(Provider.CUDA));
    }

    /** What TensorRT lacks there besides what CUDA does; in a build that has CUDA it is there too. */
    public static GpuDiagnosis ofTensorRt(Gpu gpu) {
        return new GpuDiagnosis(
                true,
                gpu.missing(Provider.TENSORRT).stream()
                        .filter(GpuLibrary::isOfTensorRt)
                        .toList());
    }

    /** Whether nothing is missing. */
    public boolean isFine() {
        return cudaInBuild && missing.isEmpty();
    }

    /** What is missing and how to get it, a sentence for all that comes the same way; empty where nothing is. */
    public List<String> lacks() {
        List<String> lacks = new ArrayList<>();
        List<GpuLibrary> ofTensorRt =
                missing.stream().filter(GpuLibrary::isOfTensorRt).toList();
        List<GpuLibrary> ofCuda = missing.stream()
                .filter(library -> library != GpuLibrary.DRIVER && !library.isOfTensorRt())
                .toList();
        if (missing.contains(GpuLibrary.DRIVER)) {
            lacks.add(names(List.of(GpuLibrary.DRIVER)) + ": " + GpuLibrary.DRIVER_REMEDY);
        }
        if (!ofCuda.isEmpty()) {
            lacks.add(names(ofCuda) + ": " + GpuLibrary.remedy(ofCuda));
        }
        if (!ofTensorRt.isEmpty()) {
            lacks.add(names(ofTensorRt) + ": " + GpuLibrary.tensorRtRemedy(ofTensorRt));
        }
        if (!cudaInBuild) {
            lacks.add("CUDA in this build, which has only the CPU's ONNX Runtime: " + BUILD);
        }
        return lacks;
    }

    private static String names(List<GpuLibrary> libraries) {
        return libraries.stream()
                .map(library -> library.title() + " (" + library.file() + ")")
                .collect(Collectors.joining(", "));
    }
}
