package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtProvider;
import io.limpid.fixtures.FixtureModels;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuTest {
    private static final byte[] MODEL = FixtureModels.denoiser(1, 4, 4, 0.5f, "space");

    @TempDir
    private Path folder;

    @Test
    void findsLibrariesInTheFoldersAndNamesWhatIsMissing() throws IOException {
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.createFile(second.resolve("libcuda.so.1"));
        Files.createFile(second.resolve("libcudart.so.12"));
        Files.createFile(first.resolve("libcudart.so.12"));
        Gpu gpu = new Gpu(List.of(first, second));

        assertThat(gpu.find(GpuLibrary.CUDA_RUNTIME)).contains(first.resolve("libcudart.so.12"));
        assertThat(gpu.find(GpuLibrary.DRIVER)).contains(second.resolve("libcuda.so.1"));
        assertThat(gpu.missing(Provider.CUDA))
                .containsExactly(
                        GpuLibrary.CUBLAS, GpuLibrary.CUBLAS_LT, GpuLibrary.CUFFT, GpuLibrary.CURAND, GpuLibrary.CUDNN);
    }

    /** All of it at once: who mends one thing should not be told of the next only then. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theRefusalNamesAllThatBuildAndMachineLackAndHowToGetIt(boolean cudaInBuild) {
        GpuDiagnosis nothingThere = new GpuDiagnosis(cudaInBuild, new Gpu(List.of(folder)).missing(Provider.CUDA));

        String refusal = ProviderChoice.refusal("cuda", nothingThere);

        for (GpuLibrary library : GpuLibrary.neededBy(Provider.CUDA)) {
            assertThat(refusal).contains(library.title() + " (" + library.file() + ")");
        }
        assertThat(refusal).doesNotContain("TensorRT");
        assertThat(refusal)
                .startsWith("provider cuda was asked for and can't be had")
                .contains("install the NVIDIA driver", "cuda-cudart-12-6", "libcublas-12-6 ", "libcudnn9-cuda-12")
                .contains("./limpid gpu", "limpid.provider=auto");
        assertThat(refusal.contains("CUDA in this build, which has only the CPU's ONNX Runtime: build with: mvn -Pgpu"))
                .isEqualTo(!cudaInBuild);
    }

    /** Whoever runs on CUDA lacks TensorRT itself, which is another download. */
    @Test
    void theRefusalOfTensorRtNamesItsLibrariesWhereCudaIsThere() throws IOException {
        for (GpuLibrary library : GpuLibrary.neededBy(Provider.CUDA)) {
            Files.createFile(folder.resolve(library.file()));
        }
        Gpu gpu = new Gpu(List.of(folder));

        String refusal = ProviderChoice.refusal("tensorrt", new GpuDiagnosis(true, gpu.missing(Provider.TENSORRT)));

        assertThat(gpu.missing(Provider.CUDA)).isEmpty();
        assertThat(refusal)
                .startsWith("provider tensorrt was asked for and can't be had, missing: TensorRT 10 (libnvinfer.so.10),"
                        + " ONNX parser of TensorRT 10 (libnvonnxparser.so.10): install from NVIDIA's repository")
                .contains("+cuda12", "libnvinfer10 libnvonnxparsers10;", "LD_LIBRARY_PATH", "./limpid gpu")
                .doesNotContain("driver", "cuDNN", "mvn");
        assertThat(GpuDiagnosis.ofTensorRt(gpu).lacks()).singleElement().satisfies(lack -> assertThat(refusal)
                .contains(lack));
    }

    @Test
    void theRefusalOfTensorRtNamesWhatCudaLacksToo() {
        String refusal = ProviderChoice.refusal(
                "tensorrt", new GpuDiagnosis(false, new Gpu(List.of(folder)).missing(Provider.TENSORRT)));

        for (GpuLibrary library : GpuLibrary.values()) {
            assertThat(refusal).contains(library.title() + " (" + library.file() + ")");
        }
        assertThat(refusal).contains("libcudnn9-cuda-12,", "libnvonnxparsers10;", "mvn -Pgpu");
    }

    @Test
    void theCpuNeedsNothing() {
        assertThat(new Gpu(List.of(folder)).missing(Provider.CPU)).isEmpty();
    }

    @Test
    void theRefusalLeavesOutWhatIsThere() {
        assertThat(ProviderChoice.refusal("cuda", new GpuDiagnosis(true, List.of(GpuLibrary.CUDNN))))
                .contains("cuDNN 9 (libcudnn.so.9): install from NVIDIA's repository: libcudnn9-cuda-12,")
                .doesNotContain("driver", "cuBLAS", "mvn");
    }

    @Test
    void lacksNothingWhereAllIsThere() throws IOException {
        for (GpuLibrary library : GpuLibrary.values()) {
            Files.createFile(folder.resolve(library.file()));
        }

        assertThat(new Gpu(List.of(folder)).missing(Provider.TENSORRT)).isEmpty();
    }

    @Test
    void readsTheLoadersConfiguration() throws IOException {
        Files.writeString(folder.resolve("cuda.conf"), "# CUDA\n/opt/cuda/lib64\n\n/opt/other\n");

        assertThat(Gpu.configured(folder)).containsExactly(Path.of("/opt/cuda/lib64"), Path.of("/opt/other"));
        assertThat(Gpu.configured(folder.resolve("none"))).isEmpty();
    }

    /** What ONNX Runtime unpacks lies in the folder for temporary files until the process ends. */
    @Test
    void autoWithoutAGpuRunsOnTheCpuAndUnpacksNothingOfCuda() throws Exception {
        assumeFalse(Provider.AUTO.meansGpu(), "this machine has a GPU");

        List<String> before = unpacked();
        try (DenoiserModel model = DenoiserModel.open(MODEL, new SessionSettings(Provider.AUTO, 1, 4))) {
            assertThat(model.providerInUse()).isEqualTo("cpu");
        }

        List<String> now = unpacked();
        assertThat(now).isNotEmpty();
        // what others have left there is theirs
        before.forEach(now::remove);
        assertThat(now).noneMatch(name -> name.contains("cuda") || name.contains("tensorrt"));
    }

    private static List<String> unpacked() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "onnxruntime-java*")) {
            for (Path each : folders) {
                File[] files = each.toFile().listFiles();
                Stream.of(files == null ? new File[0] : files)
                        .map(File::getName)
                        .forEach(names::add);
            }
        }
        return names;
    }

    @Test
    void aGpuThatWasAskedForAndIsNotThereIsRefusedWithWhatIsMissing() {
        assumeFalse(Provider.AUTO.meansGpu(), "this machine has a GPU");

        for (Provider provider : Arrays.asList(Provider.CUDA, Provider.TENSORRT)) {
            assertThatThrownBy(() -> DenoiserModel.open(MODEL, new SessionSettings(provider, 1, 4)))
                    .isInstanceOf(ModelRejectedException.class)
                    .hasMessage(ProviderChoice.refusal(
                            provider.name().toLowerCase(Locale.ROOT),
                            new GpuDiagnosis(
                                    Gpu.has(provider == Provider.CUDA ? OrtProvider.CUDA : OrtProvider.TENSOR_RT),
                                    Gpu.here().missing(provider))));
        }
    }
}
