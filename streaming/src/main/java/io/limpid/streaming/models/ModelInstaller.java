package io.limpid.streaming.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.ModelRejectedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what was published into live models: fetched, checked, opened and warmed up before the one that serves gives way. A
 * failure at any step changes nothing. Used by one thread.
 */
public final class ModelInstaller<M extends AutoCloseable> {
    private static final Logger LOG = LoggerFactory.getLogger(ModelInstaller.class);

    private final Set<Task> tasks;
    private final ModelFetcher fetcher;
    private final ModelOpener<M> opener;
    private final ModelCatalogue<M> catalogue;
    private final ModelEvents events;
    private final LastGood lastGood;
    private final Map<String, ModelPublished> serving = new HashMap<>();

    /**
     * @param tasks of the models that are for this service
     * @param cache where the fetcher keeps files, and this remembers what last served
     */
    public ModelInstaller(
            Set<Task> tasks,
            ModelFetcher fetcher,
            ModelOpener<M> opener,
            ModelCatalogue<M> catalogue,
            ModelEvents events,
            Path cache) {
        this.tasks = Set.copyOf(tasks);
        this.fetcher = requireNonNull(fetcher, "fetcher");
        this.opener = requireNonNull(opener, "opener");
        this.catalogue = requireNonNull(catalogue, "catalogue");
        this.events = requireNonNull(events, "events");
        this.lastGood = new LastGood(cache);
    }

    /**
     * Follows a publication.
     *
     * @return false when it should be tried again later
     */
    boolean apply(ModelPublished published) {
        if (!tasks.contains(published.getTask())) {
            return true;
        }
        Optional<String> flaw = flaw(published);
        if (flaw.isPresent()) {
            refuse(published, flaw.get());
            return true;
        }
        if (published.getStage() == Stage.RETIRED) {
            retire(published.getRef().getName());
            return true;
        }
        return isServing(published) || install(published);
    }

    private static Optional<String> flaw(ModelPublished published) {
        String name = published.getRef().getName();
        if (!ModelNames.isLegal(name)) {
            return Optional.of(
                    "expected a name of letters, digits, dots, dashes and underscores, found '" + name + "'");
        }
        return switch (published.getStage()) {
            case LIVE, RETIRED -> Optional.empty();
            default ->
                Optional.of("expected the stage LIVE or RETIRED, found " + published.getStage()
                        + ", which this version does not serve");
        };
    }

    /** The name's topic record was deleted, or the model was retired. */
    void retire(String name) {
        if (serving.remove(name) != null) {
            catalogue.remove(name);
            events.retired(name);
        }
        if (ModelNames.isLegal(name)) {
            lastGood.forget(name);
        }
    }

    private boolean isServing(ModelPublished published) {
        ModelPublished current = serving.get(published.getRef().getName());
        return current != null
                && current.getRef().equals(published.getRef())
                && current.getSha256().equals(published.getSha256());
    }

    private boolean install(ModelPublished published) {
        try {
            open(published);
            lastGood.remember(published);
            events.live(published);
            return true;
        } catch (ModelRejectedException refused) {
            refuse(published, refused.getMessage());
            return true;
        } catch (RuntimeException unexpected) {
            LOG.error("model={} could not be opened", ModelNames.of(published), unexpected);
            refuse(published, unexpected.toString());
            return true;
        } catch (IOException unreachable) {
            events.delayed(published, unreachable.getMessage());
            serveLastGood(published.getRef().getName());
            return false;
        }
    }

    private void open(ModelPublished published) throws ModelRejectedException, IOException {
        byte[] onnx = fetcher.fetch(published);
        LiveModel<M> model = new LiveModel<>(published, opener.open(onnx, published));
        catalogue.install(model);
        serving.put(published.getRef().getName(), published);
    }

    private void refuse(ModelPublished published, String reason) {
        events.refused(published, reason);
        serveLastGood(published.getRef().getName());
    }

    private void serveLastGood(String name) {
        boolean useless = serving.containsKey(name) || !ModelNames.isLegal(name);
        Optional<ModelPublished> good = useless ? Optional.empty() : lastGood.recall(name);
        if (good.isPresent()) {
            try {
                open(good.get());
                events.live(good.get());
            } catch (ModelRejectedException | IOException failure) {
                events.refused(good.get(), "what served last can't be had either: " + failure.getMessage());
            }
        }
    }
}
