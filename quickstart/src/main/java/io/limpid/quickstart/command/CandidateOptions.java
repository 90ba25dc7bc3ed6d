package io.limpid.quickstart.command;

import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.quickstart.process.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A model to be tried beside the live one: a new file, or a version that is in the topic already. */
final class CandidateOptions {
    @Parameters(
            index = "0",
            paramLabel = "FILE|NAME",
            description = "an ONNX file, or the name of a model whose shadow, canary or earlier version is meant")
    private String model;

    @Parameters(
            index = "1",
            paramLabel = "VERSION",
            arity = "0..1",
            description = "of a NAME: one that was live before (default: the shadow or canary)")
    private @Nullable String version;

    @Mixin
    private ModelFileOptions options;

    @Mixin
    private ModelsStream stream;

    /** @param staged gives it the stage it is to have */
    void publish(UnaryOperator<ModelPublished.Builder> staged) {
        Path file = Path.of(model);
        boolean isFile = Files.isRegularFile(file) && version == null;
        if (!isFile) {
            options.requireNone();
        }
        ModelPublished.Builder chosen = isFile
                ? options.publication(file, Home.standard(), stream.console())
                : ModelChoice.of(stream, model, version).toBuilder().clearPrevious();
        ModelPublished candidate =
                staged.apply(chosen.setPublishedAt(System.currentTimeMillis())).build();
        ModelBoard board = stream.board();
        if (board.under(ModelKey.live(candidate.getRef().getName()))
                .filter(live -> live.getStage() == Stage.LIVE)
                .isEmpty()) {
            stream.console()
                    .line("nothing is live under " + candidate.getRef().getName()
                            + " yet: it waits for a live model to be tried beside");
        }
        stream.desk().publish(candidate);
    }
}
