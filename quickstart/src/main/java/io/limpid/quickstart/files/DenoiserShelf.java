package io.limpid.quickstart.files;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.Pixels;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.DenoiserRouting;
import io.limpid.inference.InputShape;
import io.limpid.inference.MetadataKeys;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import io.limpid.models.ShippedModel;
import io.limpid.models.ShippedModels;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.models.ModelFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Denoisers to choose from, by the rules of the stream; each is opened when it is first needed. For one thread. */
public final class DenoiserShelf implements AutoCloseable {
    private final List<DenoiserRouting.Choice<Entry>> newestFirst;
    private final String wish;
    private final SessionSettings settings;
    private final Map<String, DenoiserModel> open = new HashMap<>();

    private record Entry(String name, Supplier<byte[]> file) {}

    /** A denoiser, and what it is called. */
    public record Named(String name, DenoiserModel model) {}

    private DenoiserShelf(List<DenoiserRouting.Choice<Entry>> newestFirst, String wish, SessionSettings settings) {
        this.newestFirst = List.copyOf(newestFirst);
        this.wish = requireNonNull(wish, "wish");
        this.settings = requireNonNull(settings, "settings");
    }

    /**
     * The denoisers that come with Limpid.
     *
     * @param wish the one to use; empty means whichever the stream would
     * @throws CommandFailure when none has that name
     */
    public static DenoiserShelf ofShipped(String wish, SessionSettings settings) {
        List<ShippedModel> shipped = shipped();
        if (!wish.isEmpty() && !isShipped(wish)) {
            throw CommandFailure.badInput(
                    "expected --model to be a file, or one of "
                            + shipped.stream().map(ShippedModel::name).collect(Collectors.joining(", ")) + ", found '"
                            + wish + "'",
                    "./limpid models shipped tells what each is for");
        }
        List<DenoiserRouting.Choice<Entry>> choices = new ArrayList<>();
        for (ShippedModel model : shipped) {
            choices.add(new DenoiserRouting.Choice<>(
                    new Entry(model.name(), () -> ShippedModels.file(model)),
                    model.name(),
                    new InputShape(model.channels(), model.height(), model.width(), 0),
                    true,
                    model.content().equals(MetadataKeys.PAGES)));
        }
        Collections.reverse(choices);
        return new DenoiserShelf(choices, wish, settings);
    }

    private static List<ShippedModel> shipped() {
        return ShippedModels.all().stream().filter(ShippedModel::isDenoiser).toList();
    }

    /** Whether a denoiser that comes with Limpid has that name. */
    public static boolean isShipped(String name) {
        return shipped().stream().anyMatch(model -> model.name().equals(name));
    }

    /**
     * One denoiser of one's own.
     *
     * @param name that it is shown under
     */
    public static DenoiserShelf of(String name, byte[] onnx, ModelFile file, SessionSettings settings) {
        DenoiserRouting.Choice<Entry> only = new DenoiserRouting.Choice<>(
                new Entry(name, () -> onnx),
                name,
                file.description().input(),
                false,
                file.description().isForPages());
        return new DenoiserShelf(List.of(only), "", settings);
    }

    /**
     * The denoiser that an image goes to; empty where none takes them.
     *
     * @throws CommandFailure when it can't run here
     */
    public Optional<Named> pick(Pixels image) {
        return DenoiserRouting.USUAL
                .pick(newestFirst, image, wish)
                .map(entry -> new Named(entry.name(), open.computeIfAbsent(entry.name(), name -> opened(entry))));
    }

    private DenoiserModel opened(Entry entry) {
        try {
            return DenoiserModel.open(entry.file().get(), settings);
        } catch (ModelRejectedException refused) {
            throw CommandFailure.failed(
                    "the model " + entry.name() + " can't run: " + refused.getMessage(),
                    "--provider cpu runs it on every machine");
        }
    }

    /** What may be chosen, and what each takes. */
    public String offered() {
        return newestFirst.stream()
                .filter(choice -> wish.isEmpty() || choice.name().equals(wish))
                .map(choice -> choice.name() + " takes " + choice.input())
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        open.values().forEach(DenoiserModel::close);
    }
}
