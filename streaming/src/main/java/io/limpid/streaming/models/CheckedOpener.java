package io.limpid.streaming.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.ServableModel;
import io.limpid.inference.SessionSettings;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens models, and holds each to what was published of it. */
public final class CheckedOpener<M extends ServableModel> implements ModelOpener<M> {
    private static final Logger LOG = LoggerFactory.getLogger(CheckedOpener.class);

    private final FileOpener<M> open;
    private final SessionSettings settings;
    private final Consumer<String> providerInUse;

    /** Opens one kind of model, such as {@code DenoiserModel::open}. */
    @FunctionalInterface
    public interface FileOpener<M> {
        M open(byte[] onnx, SessionSettings settings) throws ModelRejectedException;
    }

    /** @param providerInUse is told on what each model runs */
    public CheckedOpener(FileOpener<M> open, SessionSettings settings, Consumer<String> providerInUse) {
        this.open = requireNonNull(open, "open");
        this.settings = requireNonNull(settings, "settings");
        this.providerInUse = requireNonNull(providerInUse, "providerInUse");
    }

    @Override
    public M open(byte[] onnx, ModelPublished published) throws ModelRejectedException {
        M model = openAs(settings, onnx, published);
        providerInUse.accept(model.providerInUse());
        return model;
    }

    @Override
    public M openBeside(byte[] onnx, ModelPublished published) throws ModelRejectedException {
        return openAs(settings.withOneThread(), onnx, published);
    }

    private M openAs(SessionSettings wanted, byte[] onnx, ModelPublished published) throws ModelRejectedException {
        M model = open.open(onnx, wanted);
        try {
            PublishedInput.check(published, model.description());
        } catch (ModelRejectedException other) {
            model.close();
            throw other;
        }
        model.maybeCaveat()
                .ifPresent(caveat -> LOG.warn(
                        "of model={} version={}: {}; a larger limpid.tile-side runs larger ones whole, for more memory",
                        published.getRef().getName(),
                        Long.toUnsignedString(published.getRef().getVersion()),
                        caveat));
        return model;
    }
}
