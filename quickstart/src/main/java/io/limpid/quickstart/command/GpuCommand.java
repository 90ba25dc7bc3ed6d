package io.limpid.quickstart.command;

import io.limpid.inference.Gpu;
import io.limpid.inference.GpuDiagnosis;
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
    @Override
    public void run() {
        Console console = Console.standard();
        Gpu gpu = Gpu.here();
        GpuDiagnosis diagnosis = GpuDiagnosis.of(gpu);
        List<String> cards = Gpu.cards();
        TextTable table = new TextTable(List.of("what", "found"));
        table.row(List.of("card", cards.isEmpty() ? "none" : String.join(", ", cards)));
        for (GpuLibrary library : GpuLibrary.values()) {
            Optional<Path> found = gpu.find(library);
            table.row(List.of(
                    library.title() + ", " + library.file(),
                    found.map(Path::toString)
                            .orElse(library.isOfTensorRt() ? "missing; only provider tensorrt needs it" : "missing")));
        }
        table.row(List.of("CUDA in this build", diagnosis.cudaInBuild() ? "yes" : "no"));
        table.lines().forEach(console::line);
        console.line("");
        GpuDiagnosis.ofTensorRt(gpu)
                .lacks()
                .forEach(lack -> console.line("only for limpid.provider=tensorrt: " + lack));
        diagnosis.lacks().forEach(lack -> console.line("for models on a GPU: " + lack));
        if (!diagnosis.isFine()) {
            throw CommandFailure.failed(
                    "models run on the CPU here: what is listed above for models on a GPU is missing",
                    "get it, then run ./limpid gpu again");
        }
        console.line("models run on the GPU, unless limpid.provider says otherwise");
    }
}
