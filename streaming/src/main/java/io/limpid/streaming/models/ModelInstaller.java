package io.limpid.streaming.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.model.ModelKey;
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
 * Turns what was published into live models and candidates: fetched, checked, opened and warmed up before the one that runs gives
 * way. A failure at any step changes nothing. Used by one thread.
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
    private final Map<String, ModelPublished> tried = new HashMap<>();

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
     * @param key that it stands under, which an older publisher may have chosen without regard to the stage
     * @return false when it should be tried again later
     */
    boolean apply(ModelKey key, ModelPublished published) {
        if (!tasks.contains(published.getTask())) {
            return true;
        }
        Optional<String> flaw = flaw(published);
        if (flaw.isPresent()) {
            refuse(published, flaw.get());
            return true;
        }
        if (published.getStage() == Stage.RETIRED) {
            retire(key);
            return true;
        }
        if (!ModelKey.isCandidate(published.getStage())) {
            return isServing(published) ? keep(published) : install(published);
        }
        if (!key.candidate()) {
            // it stands where the live one stood, and compaction has forgotten that
            serveLastGood(key.name());
        }
        return published.equals(tried.get(key.name())) || install(published);
    }

    private static Optional<String> flaw(ModelPublished published) {
        String name = published.getRef().getName();
        if (!ModelNames.isLegal(name)) {
            return Optional.of(
                    "expected a name of letters, digits, dots, dashes and underscores, found '" + name + "'");
        }
        return switch (published.getStage()) {
            case LIVE, SHADOW, RETIRED -> Optional.empty();
            case CANARY -> shareFlaw(published.getShare());
            default ->
                Optional.of("expected the stage LIVE, SHADOW, CANARY or RETIRED, found " + published.getStage()
                        + ", which this version does not serve");
        };
    }

    private static Optional<String> shareFlaw(double share) {
        return share > 0 && share < 1
                ? Optional.empty()
                : Optional.of("expected a canary's share of the keys above 0 and below 1, found " + share);
    }

    /** The key's record was deleted, or the model was retired. */
    void retire(ModelKey key) {
        if (key.candidate()) {
            ModelPublished candidate = tried.remove(key.name());
            if (candidate != null) {
                catalogue.removeCandidate(key.name());
                events.withdrawn(candidate);
            }
            return;
        }
        if (serving.remove(key.name()) != null) {
            catalogue.remove(key.name());
            events.retired(key.name());
        }
        if (ModelNames.isLegal(key.name())) {
            lastGood.forget(key.name());
        }
    }

    private boolean keep(ModelPublished published) {
        lastGood.remember(published);
        events.kept(published);
        return true;
    }

    private boolean isServing(ModelPublished published) {
        ModelPublished current = serving.get(published.getRef().getName());
        return current != null
                && current.getRef().equals(published.getRef())
                && current.getSha256().equals(published.getSha256());
    }

    private boolean install(ModelPublished published) {
        try {
            if (ModelKey.isCandidate(published.getStage())) {
                tryOut(published);
            } else {
                open(published);
                lastGood.remember(published);
                events.live(published);
            }
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
            if (!ModelKey.isCandidate(published.getStage())) {
                serveLastGood(published.getRef().getName());
            }
            return false;
        }
    }

    private void open(ModelPublished published) throws ModelRejectedException, IOException {
        byte[] onnx = fetcher.fetch(published);
        LiveModel<M> model = new LiveModel<>(published, opener.open(onnx, published));
        catalogue.install(model);
        serving.put(published.getRef().getName(), published);
    }

    private void tryOut(ModelPublished published) throws ModelRejectedException, IOException {
        byte[] onnx = fetcher.fetch(published);
        M beside = opener.openBeside(onnx, published);
        M canary = null;
        try {
            canary = published.getStage() == Stage.CANARY ? opener.open(onnx, published) : null;
        } finally {
            if (canary == null && published.getStage() == Stage.CANARY) {
                ModelCatalogue.closeQuietly(published, beside);
            }
        }
        catalogue.install(new Candidate<>(published, beside, canary, catalogue.sideline(), events));
        tried.put(published.getRef().getName(), published);
        events.tried(published);
    }

    private void refuse(ModelPublished published, String reason) {
        events.refused(published, reason);
        if (!ModelKey.isCandidate(published.getStage())) {
            serveLastGood(published.getRef().getName());
        }
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
