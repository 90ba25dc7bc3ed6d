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
    private final Path cache;
    private Optional<LastGood> lastGood = Optional.empty();
    private final Map<String, ModelPublished> serving = new HashMap<>();
    private final Map<String, ModelPublished> tried = new HashMap<>();
    /** What was last told of models that can't be had, which isn't told again and again. */
    private final Map<ModelKey, Delay> delays = new HashMap<>();

    private record Delay(ModelPublished published, String reason) {}

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
        this.cache = requireNonNull(cache, "cache");
    }

    /**
     * What is published from now on comes from here; until this is said, nothing is remembered and nothing recalled.
     *
     * @param cluster the broker's id of it
     */
    void follow(String cluster, String topic) {
        lastGood = Optional.of(new LastGood(cache, cluster, topic));
    }

    /** Whether there is a model that could serve. */
    boolean hasOpened() {
        return catalogue.hasOpened();
    }

    /** Lets the models that are open serve, unless there is none. */
    boolean serve() {
        boolean serves = catalogue.hasOpened();
        if (serves) {
            catalogue.release();
        }
        return serves;
    }

    /**
     * Follows a publication.
     *
     * @param standing under which key, which an older publisher may have chosen without regard to the stage
     * @return false when it should be tried again later
     */
    boolean apply(ModelKey standing, ModelPublished published) {
        // the message, which a service's answers quote, says the name
        ModelKey key = new ModelKey(published.getRef().getName(), standing.candidate());
        if (!tasks.contains(published.getTask())) {
            return true;
        }
        if (!standing.name().equals(key.name())) {
            // it stands where that one stood, and compaction has forgotten that
            String without = standing.candidate() ? "" : serveLastGood(standing.name(), published);
            events.refused(published, strayKey(standing, ModelKey.of(published)) + without);
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
            serveLastGood(key.name(), published);
        }
        return published.equals(tried.get(key.name())) || install(published);
    }

    private static String strayKey(ModelKey standing, ModelKey due) {
        return "expected the record's key '" + due + "', as the model is called, found '" + standing
                + "', under which the topic's compaction would lose a model of that name; delete that record, and"
                + " publish under the right key";
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
        delays.remove(key);
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
            lastGood.ifPresent(memory -> memory.forget(key.name()));
        }
    }

    private boolean keep(ModelPublished published) {
        delays.remove(ModelKey.of(published));
        remember(published);
        events.kept(published);
        return true;
    }

    private void remember(ModelPublished published) {
        lastGood.ifPresent(memory -> memory.remember(published));
    }

    private boolean isServing(ModelPublished published) {
        ModelPublished current = serving.get(published.getRef().getName());
        return current != null && isSameVersion(current, published);
    }

    private static boolean isSameVersion(ModelPublished one, ModelPublished other) {
        return one.getRef().equals(other.getRef()) && one.getSha256().equals(other.getSha256());
    }

    private boolean install(ModelPublished published) {
        try {
            if (ModelKey.isCandidate(published.getStage())) {
                tryOut(published);
            } else {
                open(published);
                remember(published);
                events.live(published);
            }
            delays.remove(ModelKey.of(published));
            return true;
        } catch (ModelRejectedException refused) {
            refuse(published, refused.getMessage());
            return true;
        } catch (RuntimeException unexpected) {
            LOG.error("model={} could not be opened", ModelNames.of(published), unexpected);
            refuse(published, unexpected.toString());
            return true;
        } catch (IOException unreachable) {
            Delay delay = new Delay(published, unreachable.getMessage() + withoutIt(published));
            if (!delay.equals(delays.put(ModelKey.of(published), delay))) {
                events.delayed(published, delay.reason());
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
        delays.remove(ModelKey.of(published));
        events.refused(published, reason + withoutIt(published));
    }

    /** Before it is told, so that what is told last is what became of the publication. */
    private String withoutIt(ModelPublished published) {
        return ModelKey.isCandidate(published.getStage())
                ? ""
                : serveLastGood(published.getRef().getName(), published);
    }

    /**
     * Unless a model of the name serves.
     *
     * @param instead what stands in its place on the topic
     * @return what to add to the reason that it is not that one
     */
    private String serveLastGood(String name, ModelPublished instead) {
        boolean useless = serving.containsKey(name) || !ModelNames.isLegal(name);
        Optional<ModelPublished> good = useless ? Optional.empty() : lastGood.flatMap(memory -> memory.recall(name));
        if (good.isEmpty() || good.get().equals(instead)) {
            return "";
        }
        try {
            open(good.get());
            events.live(good.get());
            return "";
        } catch (ModelRejectedException | IOException | RuntimeException failure) {
            return isSameVersion(good.get(), instead)
                    ? ""
                    : "; version " + Long.toUnsignedString(good.get().getRef().getVersion())
                            + ", which served last, can't be had either: " + failure.getMessage();
        }
    }
}
