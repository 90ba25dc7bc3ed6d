package io.limpid.streaming.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SmokeRun;
import java.io.IOException;

/** Opens no model that has not run in a process of its own before. */
public final class SmokedOpener<M extends AutoCloseable> implements ModelOpener<M> {
    private final SmokeRun smoke;
    private final ModelOpener<M> opener;

    public SmokedOpener(SmokeRun smoke, ModelOpener<M> opener) {
        this.smoke = requireNonNull(smoke, "smoke");
        this.opener = requireNonNull(opener, "opener");
    }

    @Override
    public M open(byte[] onnx, ModelPublished published) throws ModelRejectedException, IOException {
        smoke.check(onnx, published.getSha256(), published.getTask());
        return opener.open(onnx, published);
    }

    @Override
    public M openBeside(byte[] onnx, ModelPublished published) throws ModelRejectedException, IOException {
        smoke.check(onnx, published.getSha256(), published.getTask());
        return opener.openBeside(onnx, published);
    }
}
