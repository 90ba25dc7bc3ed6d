package io.limpid.inference;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.v1.InputSpec;
import io.limpid.contracts.v1.Task;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an ONNX file says of itself.
 *
 * @param name the model's name, "unnamed" where the file has none
 * @param task what it does
 * @param latentSpace a denoiser's own latent space, or the one a latent head was trained on; empty where there is none
 * @param labels class names by class index; empty for denoisers
 * @param input what it takes
 * @param metadata all entries of the file's metadata
 */
public record ModelDescription(
        String name,
        Task task,
        String latentSpace,
        List<String> labels,
        InputShape input,
        Map<String, String> metadata) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public ModelDescription {
        requireNonNull(name, "name");
        requireNonNull(task, "task");
        requireNonNull(latentSpace, "latentSpace");
        requireNonNull(input, "input");
        labels = List.copyOf(labels);
        metadata = Map.copyOf(metadata);
    }

    static ModelDescription of(Task task, InputShape input, Map<String, String> metadata)
            throws ModelRejectedException {
        requireTask(task, metadata.getOrDefault(MetadataKeys.TASK, ""));
        return new ModelDescription(
                metadata.getOrDefault(MetadataKeys.NAME, "unnamed"),
                task,
                metadata.getOrDefault(MetadataKeys.LATENT_SPACE, ""),
                labels(metadata.getOrDefault(MetadataKeys.LABELS, "[]")),
                input,
                metadata);
    }

    /** Files made elsewhere need not name a task; one that is named must be right. */
    private static void requireTask(Task task, String found) throws ModelRejectedException {
        String expected = task.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (!found.isEmpty() && !found.equals(expected)) {
            throw new ModelRejectedException(
                    "expected metadata " + MetadataKeys.TASK + " to be " + expected + ", found " + found);
        }
    }

    private static List<String> labels(String json) throws ModelRejectedException {
        try {
            return List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException | NullPointerException malformed) {
            throw new ModelRejectedException(
                    "expected metadata " + MetadataKeys.LABELS + " to be a JSON array of texts, found: " + json,
                    malformed);
        }
    }

    public boolean isFixedSize() {
        return input.isFixedSize();
    }

    /** Whether it is a denoiser made for scanned pages. */
    public boolean isForPages() {
        return MetadataKeys.PAGES.equals(metadata.get(MetadataKeys.CONTENT));
    }

    /** The input as it is published. */
    public InputSpec inputSpec() {
        return InputSpec.newBuilder()
                .setChannels(input.channels())
                .setHeight(input.height())
                .setWidth(input.width())
                .setLatentSize(input.latentSize())
                .build();
    }
}
