package io.limpid.quickstart.bench;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How fast ONNX Runtime is alone, in a process of its own. */
final class Ceilings {
    private final BenchStack stack;
    private final BenchPlan plan;

    Ceilings(BenchStack stack, BenchPlan plan) {
        this.stack = requireNonNull(stack, "stack");
        this.plan = requireNonNull(plan, "plan");
    }

    /** At each size of batches, with each way to share the cores between sessions. */
    List<BenchFigures.CeilingRow> measure(BenchModel model, List<Integer> batches) {
        String sizes = batches.stream().map(String::valueOf).collect(Collectors.joining(","));
        double each = Math.max(1, plan.seconds() / 5.0);
        ServiceProcess process = stack.peer(
                "ceiling",
                "io.limpid.bench.CeilingMain",
                List.of(
                        model.file().toString(),
                        plan.provider(),
                        Double.toString(each),
                        Integer.toString(plan.cores()),
                        sizes));
        process.awaitEnd();
        List<BenchFigures.CeilingRow> rows = new ArrayList<>();
        for (String line : lines(process.spec().log())) {
            if (line.matches("\\d+ \\d+ \\d+ [0-9.]+ [0-9.]+")) {
                String[] parts = line.split(" ");
                rows.add(new BenchFigures.CeilingRow(
                        Integer.parseInt(parts[0]),
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[2]),
                        Double.parseDouble(parts[3]),
                        Double.parseDouble(parts[4])));
            }
        }
        if (rows.isEmpty()) {
            throw CommandFailure.failed(
                    "ONNX Runtime alone could not be measured",
                    "the log is " + process.spec().log());
        }
        return rows;
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
