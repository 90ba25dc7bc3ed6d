package io.limpid.denoiser;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import io.limpid.streaming.models.ModelOpener;
import io.limpid.streaming.models.PublishedInput;
import java.util.function.Consumer;

/** Opens denoisers, and holds each to what was published of it. */
final class DenoiserOpener implements ModelOpener<DenoiserModel> {
    private final SessionSettings settings;
    private final Consumer<String> providerInUse;

    /** @param providerInUse is told on what each model runs */
    DenoiserOpener(SessionSettings settings, Consumer<String> providerInUse) {
        this.settings = requireNonNull(settings, "settings");
        this.providerInUse = requireNonNull(providerInUse, "providerInUse");
    }

    @Override
    public DenoiserModel open(byte[] onnx, ModelPublished published) throws ModelRejectedException {
        DenoiserModel model = DenoiserModel.open(onnx, settings);
        try {
            PublishedInput.check(published, model.description());
        } catch (ModelRejectedException other) {
            model.close();
            throw other;
        }
        providerInUse.accept(model.providerInUse());
        return model;
    }
}
