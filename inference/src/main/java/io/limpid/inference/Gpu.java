package io.limpid.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What this machine has for inference on a GPU. Looks for files only and loads nothing: asking ONNX Runtime for CUDA unpacks half
 * a gigabyte and takes seconds before it fails.
 */
public final class Gpu {
    private static final List<String> FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/usr/local/cuda/lib64",
            "/usr/local/cuda-12/lib64",
            "/usr/local/cuda/compat",
            "/usr/local/nvidia/lib64",
            "/usr/lib/wsl/lib");
    private static final Path LOADER_FOLDERS = Path.of("/etc/ld.so.conf.d");
    private static final Path CARDS = Path.of("/proc/driver/nvidia/gpus");
    private static final String MODEL = "Model:";

    private final List<Path> folders;

    /** @param folders in which libraries are looked for, the first first */
    Gpu(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** Looks where the loader does: LD_LIBRARY_PATH, the system's folders, those of its configuration. */
    public static Gpu here() {
        Set<Path> folders = new LinkedHashSet<>();
        String path = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
        Arrays.stream(path.split(":"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .forEach(folders::add);
        FOLDERS.stream().map(Path::of).forEach(folders::add);
        folders.addAll(configured(LOADER_FOLDERS));
        return new Gpu(new ArrayList<>(folders));
    }

    /** The folders that the files of a folder name, a line each. */
    static List<Path> configured(Path configuration) {
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> files = Files.list(configuration)) {
            for (Path file : files.sorted().toList()) {
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("/"))
                        .map(Path::of)
                        .forEach(folders::add);
            }
        } catch (IOException none) {
            return folders;
        }
        return folders;
    }

    /** Where the library is. */
    public Optional<Path> find(GpuLibrary library) {
        return folders.stream()
                .map(folder -> folder.resolve(library.file()))
                .filter(Files::exists)
                .findFirst();
    }

    /** What a provider lacks here; empty where nothing. */
    public List<GpuLibrary> missing(Provider provider) {
        return GpuLibrary.neededBy(provider).stream()
                .filter(library -> find(library).isEmpty())
                .toList();
    }

    /** Whether this build's ONNX Runtime has the CUDA provider. */
    public static boolean isInThisBuild() {
        return has(OrtProvider.CUDA);
    }

    static boolean has(OrtProvider provider) {
        return OrtEnvironment.getAvailableProviders().contains(provider);
    }

    /** The names of the cards the driver knows; empty where there is none. */
    public static List<String> cards() {
        List<String> cards = new ArrayList<>();
        try (Stream<Path> all = Files.list(CARDS)) {
            for (Path card : all.sorted().toList()) {
                Files.readAllLines(card.resolve("information")).stream()
                        .filter(line -> line.startsWith(MODEL))
                        .map(line -> line.substring(MODEL.length()).strip())
                        .forEach(cards::add);
            }
        } catch (IOException none) {
            return cards;
        }
        return cards;
    }
}
