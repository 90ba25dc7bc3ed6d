package io.limpid.trainer.run;

import io.limpid.fixtures.FixtureModels;
import io.limpid.inference.ModelFetcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs as a training leaves them, with small real models. */
public final class SampleRuns {
    private SampleRuns() {}

    public static RunFolder denoiser(Path runs, String name, Instant when) throws IOException {
        byte[] model = FixtureModels.denoiser(1, 4, 4, 1, "space");
        return finished(runs, when, model, info(name, "denoise", "space", 4, 0, List.of(), model));
    }

    public static RunFolder latentHead(Path runs, String name, Instant when) throws IOException {
        byte[] model = FixtureModels.latentHead(4, "space");
        return finished(
                runs, when, model, info(name, "classify-latent", "space", 0, 4, List.of("a", "b", "c", "d"), model));
    }

    private static ModelInfo info(
            String name, String task, String space, int side, int latentSize, List<String> labels, byte[] model) {
        return new ModelInfo(
                name,
                task,
                "synthetic",
                space,
                side == 0 ? 0 : 1,
                side,
                side,
                latentSize,
                labels,
                ModelFetcher.sha256Of(model),
                model.length,
                Map.of("accuracy", 0.5));
    }

    private static RunFolder finished(Path runs, Instant when, byte[] model, ModelInfo info) throws IOException {
        RunFolder run = RunFolder.create(runs, info.name(), when);
        run.write("model.onnx", model);
        run.writeJson("model.json", info);
        run.status(Runs.FINISHED, "");
        return run;
    }
}
