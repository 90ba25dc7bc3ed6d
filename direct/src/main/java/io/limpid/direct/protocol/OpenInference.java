package io.limpid.direct.protocol;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.direct.DirectSettings;
import io.limpid.direct.RefusedCall;
import io.limpid.direct.Turns;
import io.limpid.direct.tensor.TensorModel;
import io.limpid.direct.tensor.TensorSpec;
import io.limpid.streaming.models.ModelCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The Open Inference Protocol over the models that the stream runs. An inference is run in small pieces, and between two of them
 * a batch of the stream may go first. Thread-safe.
 */
public final class OpenInference {
    private static final List<String> EXTENSIONS = List.of("binary_tensor_data");

    private final ServiceIdentity service;
    private final LiveTensors<?> models;
    private final Inference inference;
    private final Turns turns;

    /** @param view what a live model is as tensors */
    public <M extends AutoCloseable> OpenInference(
            ServiceIdentity service,
            ModelCatalogue<M> catalogue,
            Function<M, TensorModel> view,
            DirectSettings settings,
            Turns turns) {
        this.service = requireNonNull(service, "service");
        LiveTensors<M> live = new LiveTensors<>(catalogue, view);
        this.models = live;
        this.inference = new Inference(live, settings);
        this.turns = requireNonNull(turns, "turns");
    }

    public ServerMetadata server() {
        return new ServerMetadata("limpid-" + service.name(), service.version(), EXTENSIONS);
    }

    /** Whether a model is live. */
    public boolean isReady() {
        return !models.isEmpty();
    }

    /**
     * What a live model takes and yields.
     *
     * @throws RefusedCall with status 404 when it is not live
     */
    public ModelMetadata model(String name, Optional<String> version) {
        return models.using(
                name,
                version,
                (ref, model) -> new ModelMetadata(
                        ref.getName(),
                        List.of(Long.toUnsignedString(ref.getVersion())),
                        ModelMetadata.PLATFORM,
                        List.of(ModelMetadata.TensorMetadata.of(model.input())),
                        tensors(model.outputs())));
    }

    private static List<ModelMetadata.TensorMetadata> tensors(List<TensorSpec> specs) {
        return specs.stream().map(ModelMetadata.TensorMetadata::of).toList();
    }

    /**
     * Reads a request, runs it when its turn comes, and writes the answer.
     *
     * @param version empty means whichever is live
     * @param jsonLength the header {@value InferRequestReader#JSON_LENGTH}, where there is one
     * @throws RefusedCall 400 for what is no request or doesn't fit the model, 404 for a model that isn't live, 413 and 422 for what
     *     exceeds the limits, 503 when it should be tried again
     */
    public InferAnswer infer(String name, Optional<String> version, Optional<String> jsonLength, byte[] body) {
        return turns.take(() -> inference.infer(name, version, InferRequestReader.read(body, jsonLength)));
    }
}
