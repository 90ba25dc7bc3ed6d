package io.limpid.quickstart.models;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.models.ShippedModel;
import io.limpid.quickstart.training.ModelShop;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a start of the services may put a model in the place of what stands under its name in the models topic. What somebody
 * published, rolled back or retired stays: only what an earlier start put there gives way, and a run to a later run of its name.
 */
public final class Standing {
    private static final Pattern RUN = Pattern.compile(".*/models/([^/]+)/model\\.onnx");

    private Standing() {}

    /** @param standing the record under the model's name */
    public static boolean givesWay(Optional<ModelPublished> standing, ShippedModel shipped) {
        return standing.isEmpty()
                || isShipped(standing.get()) && !standing.get().getSha256().equals(shipped.sha256());
    }

    /**
     * @param standing the record under the run's name
     * @param file where the services get the run's model
     */
    public static boolean givesWay(Optional<ModelPublished> standing, ModelShop.Run run, URI file) {
        if (standing.isEmpty() || isShipped(standing.get())) {
            return true;
        }
        ModelPublished now = standing.get();
        Matcher trained = RUN.matcher(now.getUri());
        if (now.getStage() != Stage.LIVE || !trained.matches()) {
            return false;
        }
        int age = run.id().compareTo(trained.group(1));
        boolean moved = age == 0 && !now.getUri().equals(file.toString());
        return moved || age > 0 && !wasLive(now, run);
    }

    /** Live, and put there by a start. */
    public static boolean isShipped(ModelPublished standing) {
        return standing.getFallback() && standing.getStage() == Stage.LIVE;
    }

    /** A run that was live before was left for another: by a rollback, or by publishing an older one. */
    private static boolean wasLive(ModelPublished now, ModelShop.Run run) {
        return now.getPreviousList().stream()
                .map(before -> RUN.matcher(before.getUri()))
                .anyMatch(matcher -> matcher.matches() && matcher.group(1).equals(run.id()));
    }
}
