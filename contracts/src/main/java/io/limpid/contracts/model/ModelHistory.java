package io.limpid.contracts.model;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was live under a name before. A compacted topic forgets it, so the record of the live model carries it: the latest
 * {@value #LONGEST} versions. One that was rolled back from can be promoted again, but is never rolled back to.
 */
public final class ModelHistory {
    /** Versions that a record remembers. */
    public static final int LONGEST = 10;

    private ModelHistory() {}

    /**
     * The publication that puts a model live.
     *
     * @param next what is to be live; a history of its own is ignored
     * @param now the record that is in the topic under its name, if there is one
     */
    public static ModelPublished succeed(ModelPublished next, Optional<ModelPublished> now) {
        List<ModelPublished> previous = new ArrayList<>();
        now.filter(before -> before.getStage() == Stage.LIVE).ifPresent(previous::add);
        now.ifPresent(before -> previous.addAll(before.getPreviousList()));
        return with(next, previous);
    }

    /**
     * The publication that takes a name back to what was live before.
     *
     * @param now the record that is in the topic; a retired one goes back to what was live last
     * @return empty where nothing was live before
     */
    public static Optional<ModelPublished> rollBack(ModelPublished now) {
        List<ModelPublished> previous = new ArrayList<>(now.getPreviousList());
        Optional<ModelPublished> target = previous.stream()
                .filter(version -> version.getStage() == Stage.LIVE)
                .findFirst();
        target.ifPresent(previous::remove);
        if (now.getStage() == Stage.LIVE) {
            previous.add(now.toBuilder().setStage(Stage.RETIRED).build());
        }
        return target.map(version -> with(version, previous));
    }

    /** The publication that takes a name out of service; what was live stays in its history. */
    public static ModelPublished retire(ModelPublished now) {
        List<ModelPublished> previous = new ArrayList<>();
        if (now.getStage() == Stage.LIVE) {
            previous.add(now);
        }
        previous.addAll(now.getPreviousList());
        return remember(now.toBuilder().setStage(Stage.RETIRED), previous);
    }

    /** The version of that number among what was live before. */
    public static Optional<ModelPublished> find(ModelPublished now, long version) {
        return now.getPreviousList().stream()
                .filter(before -> before.getRef().getVersion() == version)
                .findFirst();
    }

    /** Live, with this history but for the model itself, which may have been live before. */
    private static ModelPublished with(ModelPublished next, List<ModelPublished> previous) {
        return remember(
                next.toBuilder().clearShare().setStage(Stage.LIVE),
                previous.stream().filter(before -> !isSame(before, next)).toList());
    }

    private static ModelPublished remember(ModelPublished.Builder model, List<ModelPublished> previous) {
        model.clearPrevious();
        previous.stream()
                .limit(LONGEST)
                .forEach(before -> model.addPrevious(before.toBuilder().clearPrevious()));
        return model.build();
    }

    private static boolean isSame(ModelPublished one, ModelPublished other) {
        return one.getRef().getVersion() == other.getRef().getVersion()
                && one.getSha256().equals(other.getSha256());
    }
}
