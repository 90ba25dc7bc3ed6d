package io.limpid.quickstart.models;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.models.ShippedModel;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a start of the services may put a model in the place of what stands under its name in the models topic. What somebody
 * published, rolled back or retired stays: only what an earlier start put there gives way.
 */
public final class Standing {
    private static final Pattern RUN = Pattern.compile(".*/models/([^/]+)/model\\.onnx");

    private Standing() {}

    /** @param standing the record under the model's name */
    public static boolean givesWay(Optional<ModelPublished> standing, ShippedModel shipped) {
        return standing.isEmpty()
                || isShipped(standing.get()) && !standing.get().getSha256().equals(shipped.sha256());
    }

    /** The run that was published under this name and serves, where the trainer has its file. */
    public static Optional<String> servedRun(ModelPublished standing) {
        Matcher trained = RUN.matcher(standing.getUri());
        return standing.getStage() == Stage.LIVE && trained.matches()
                ? Optional.of(trained.group(1))
                : Optional.empty();
    }

    /** Live, and put there by a start. */
    public static boolean isShipped(ModelPublished standing) {
        return standing.getFallback() && standing.getStage() == Stage.LIVE;
    }
}
