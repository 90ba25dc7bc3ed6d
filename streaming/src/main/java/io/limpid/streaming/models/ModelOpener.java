package io.limpid.streaming.models;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.inference.ModelRejectedException;
import java.io.IOException;

/** Opens a verified ONNX file as a service's kind of model, warmed up and ready to run. */
@FunctionalInterface
public interface ModelOpener<M extends AutoCloseable> {
    /**
     * @throws ModelRejectedException when the file is not the model that was published, or can't serve here
     * @throws IOException when that can't be told now, and may be later
     */
    M open(byte[] onnx, ModelPublished published) throws ModelRejectedException, IOException;

    /** Opens it to be compared with the live model in the background, where it should take little. */
    default M openBeside(byte[] onnx, ModelPublished published) throws ModelRejectedException, IOException {
        return open(onnx, published);
    }
}
