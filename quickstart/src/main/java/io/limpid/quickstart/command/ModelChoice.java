package io.limpid.quickstart.command;

import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.quickstart.console.CommandFailure;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the version of a model that a command is about. */
final class ModelChoice {
    private ModelChoice() {}

    /**
     * @param version of the candidate, or of one that was live before; null for the candidate
     * @throws CommandFailure when there is none such; the message lists those there are
     */
    static ModelPublished of(ModelsStream stream, String name, @Nullable String version) {
        requireName(stream::command, name);
        ModelBoard board = stream.board();
        Optional<ModelPublished> candidate = board.under(ModelKey.candidate(name));
        Optional<ModelPublished> live = board.under(ModelKey.live(name));
        if (candidate.isEmpty() && live.isEmpty()) {
            throw CommandFailure.badInput(
                    "expected a model " + name + " in the models topic, found none",
                    stream.command("models") + " lists what is there");
        }
        if (version == null) {
            return candidate.orElseThrow(() -> CommandFailure.badInput(
                    name + " has no shadow or canary",
                    hasBefore(live)
                            ? "name a version that was live before: " + before(live)
                            : stream.command("models canary FILE --name " + name) + " tries one"));
        }
        return board.version(name, number(stream, version))
                .orElseThrow(() -> CommandFailure.badInput(
                        "expected a version of " + name + " that is tried, or was live before, found " + version,
                        hasBefore(live)
                                ? "those that were live before: " + before(live)
                                : "none was live before; " + stream.command("models") + " lists what there is"));
    }

    /**
     * @param command a command's name, as it is to be typed
     * @throws CommandFailure when it is no model's name, as the key of a shadow or canary is none
     */
    static void requireName(UnaryOperator<String> command, String name) {
        if (!ModelKey.isLegalName(name)) {
            ModelKey key = ModelKey.parse(name);
            throw CommandFailure.badInput(
                    "expected a model's name, of letters, digits, dots, dashes and underscores, found '" + name + "'",
                    key.candidate()
                            ? "name it " + key.name() + "; "
                                    + command.apply("models retire " + key.name() + " --candidate")
                                    + " takes its shadow or canary away"
                            : command.apply("models") + " lists the names");
        }
    }

    private static long number(ModelsStream stream, String version) {
        try {
            return Long.parseUnsignedLong(version);
        } catch (NumberFormatException malformed) {
            throw CommandFailure.badInput(
                    "expected a version's number, found '" + version + "'", stream.command("models") + " lists them");
        }
    }

    private static String before(Optional<ModelPublished> live) {
        return live.stream()
                .flatMap(now -> now.getPreviousList().stream())
                .map(model -> Long.toUnsignedString(model.getRef().getVersion()))
                .collect(Collectors.joining(", "));
    }

    private static boolean hasBefore(Optional<ModelPublished> live) {
        return live.filter(now -> now.getPreviousCount() > 0).isPresent();
    }
}
