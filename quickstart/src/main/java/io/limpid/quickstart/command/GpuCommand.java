package io.limpid.quickstart.command;

import io.limpid.inference.Gpu;
import io.limpid.inference.GpuLibrary;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.TextTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code ./limpid gpu}: whether models can run on a GPU here, and what is missing. */
@Command(
        name = "gpu",
        description = "Say whether models can run on a GPU here, and what is missing; exit code 1 where they can't.")
final class GpuCommand implements Runnable {
    private static final String BUILD = "build with: mvn -Pgpu package";

    @Override
    public void run() {
        Console console = Console.standard();
        Gpu gpu = Gpu.here();
        List<String> cards = Gpu.cards();
        TextTable table = new TextTable(List.of("what", "found"));
        table.row(List.of("card", cards.isEmpty() ? "none" : String.join(", ", cards)));
        for (GpuLibrary library : GpuLibrary.values()) {
            Optional<Path> found = gpu.find(library);
            table.row(List.of(
                    library.title() + ", " + library.file(),
                    found.map(Path::toString).orElse("missing")));
        }
        table.row(List.of("CUDA in this build", Gpu.isInThisBuild() ? "yes" : "no"));
        table.lines().forEach(console::line);
        List<GpuLibrary> missing = gpu.missing();
        if (!missing.isEmpty()) {
            console.line("");
            missing.forEach(library -> console.line(library.title() + ": " + library.remedy()));
            if (!Gpu.isInThisBuild()) {
                console.line("CUDA in this build: " + BUILD);
            }
            throw CommandFailure.failed(
                    "models run on the CPU here: " + missing.get(0).title() + " is missing",
                    missing.get(0).remedy());
        }
        if (!Gpu.isInThisBuild()) {
            throw CommandFailure.failed("models run on the CPU: this build has only the CPU's ONNX Runtime", BUILD);
        }
        console.line("models run on the GPU, unless limpid.provider says otherwise");
    }
}
