package io.limpid.quickstart.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.MetadataKeys;
import io.limpid.inference.ModelDescription;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.ServableModel;
import io.limpid.inference.SessionSettings;
import io.limpid.inference.SmokeRun;
import io.limpid.onnx.OnnxMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX file that services would serve: checked, run in a process of its own, and opened.
 *
 * @param sha256 of the file
 * @param description what it says of itself
 * @param caveat what it does worse than one would expect of it; null where there is nothing
 */
public record ModelFile(
        String sha256,
        ModelDescription description,
        @Nullable String caveat) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param scratch a folder for the time of the check
     * @throws ModelRejectedException when no service would serve it, or it can't be tried here
     * @throws IllegalArgumentException when it is no ONNX file, or doesn't say what it does
     */
    public static ModelFile check(byte[] onnx, Path scratch) throws ModelRejectedException {
        Task task = task(OnnxMetadata.of(onnx));
        try {
            new SmokeRun(scratch).check(onnx, ModelFetcher.sha256Of(onnx), task);
        } catch (IOException untried) {
            throw new ModelRejectedException(untried.getMessage(), untried);
        }
        return known(onnx);
    }

    /**
     * A file that is known to be sound, as those are that come with Limpid.
     *
     * @throws ModelRejectedException when no service would serve it
     */
    public static ModelFile known(byte[] onnx) throws ModelRejectedException {
        try (ServableModel model = open(onnx, task(OnnxMetadata.of(onnx)))) {
            return new ModelFile(
                    ModelFetcher.sha256Of(onnx),
                    model.description(),
                    model.maybeCaveat().orElse(null));
        }
    }

    /** What it does worse than one would expect of it. */
    public Optional<String> maybeCaveat() {
        return Optional.ofNullable(caveat);
    }

    private static Task task(Map<String, String> metadata) {
        String task = metadata.getOrDefault(MetadataKeys.TASK, "");
        return switch (task) {
            case "denoise" -> Task.DENOISE;
            case "classify-frame" -> Task.CLASSIFY_FRAME;
            case "classify-latent" -> Task.CLASSIFY_LATENT;
            default ->
                throw new IllegalArgumentException("expected metadata " + MetadataKeys.TASK
                        + " to be denoise, classify-frame or classify-latent, found "
                        + (task.isEmpty() ? "none" : "'" + task + "'"));
        };
    }

    private static ServableModel open(byte[] onnx, Task task) throws ModelRejectedException {
        return task == Task.DENOISE
                ? DenoiserModel.open(onnx, SessionSettings.cpu(1))
                : ClassifierModel.open(onnx, SessionSettings.cpu(1));
    }

    /** The publication of the file, without where it is and how it is to serve. */
    public ModelPublished.Builder publication(String name, long version) {
        return ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder()
                        .setName(name)
                        .setVersion(version)
                        .setLatentSpace(description.latentSpace()))
                .setTask(description.task())
                .setSha256(sha256)
                .setInput(description.inputSpec())
                .addAllLabels(description.labels())
                .putAllMetrics(metrics());
    }

    /** The figures of its training; none where the file says none, or not in our way. */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new TreeMap<>();
        try {
            JsonNode said = JSON.readTree(description.metadata().getOrDefault(MetadataKeys.METRICS, "{}"));
            said.fields().forEachRemaining(metric -> {
                if (metric.getValue().isNumber()) {
                    metrics.put(metric.getKey(), metric.getValue().asDouble());
                }
            });
        } catch (JsonProcessingException malformed) {
            metrics.clear();
        }
        return metrics;
    }
}
