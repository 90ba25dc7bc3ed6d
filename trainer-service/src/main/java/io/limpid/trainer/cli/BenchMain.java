package io.limpid.trainer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.datasets.DataException;
import io.limpid.datasets.DataSets;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.job.TrainingBench;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.recipe.RecipeFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures how fast a recipe trains here, and where the time goes: one line of JSON on standard output. Use: {@code BenchMain
 * RECIPE.yaml SECONDS}; the number of threads is the engine's, {@code -Dai.djl.pytorch.num_threads}.
 */
public final class BenchMain {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private BenchMain() {}

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        System.setOut(System.err);
        System.exit(run(out, DataSets.standard(System.getenv()), arguments));
    }

    static int run(PrintStream out, DataSets dataSets, String... arguments) {
        if (arguments.length != 2 || !arguments[1].matches("[0-9]{1,4}")) {
            System.err.println("expected RECIPE.yaml SECONDS");
            return BAD_INPUT;
        }
        try {
            TrainingBench bench =
                    new TrainingBench(RecipeFile.read(Path.of(arguments[0])), dataSets, System.err::println);
            Map<String, Object> figures = new LinkedHashMap<>(bench.run(Integer.parseInt(arguments[1])));
            figures.put("threads", Integer.getInteger("ai.djl.pytorch.num_threads", 0));
            out.println(new ObjectMapper().writeValueAsString(figures));
            return 0;
        } catch (RecipeException | DataException wrong) {
            System.err.println(wrong.getMessage());
            return BAD_INPUT;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers have a JSON form", impossible);
        } catch (IOException | ModelRejectedException | InferenceException failure) {
            System.err.println(failure.getMessage());
            return FAILED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }
}
