package io.limpid.quickstart.command;

import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelHistory;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.quickstart.console.CommandFailure;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the version of a model that a command is about. */
final class ModelChoice {
    private ModelChoice() {}

    /**
     * @param version of the candidate, or of one that was live before; null for the candidate
     * @throws CommandFailure when there is none such; the message lists those there are
     */
    static ModelPublished of(ModelBoard board, String name, @Nullable String version) {
        requireName(name);
        Optional<ModelPublished> candidate = board.under(ModelKey.candidate(name));
        Optional<ModelPublished> live = board.under(ModelKey.live(name));
        if (candidate.isEmpty() && live.isEmpty()) {
            throw CommandFailure.badInput(
                    "expected a model " + name + " in the models topic, found none",
                    "./limpid models lists what is there");
        }
        if (version == null) {
            return candidate.orElseThrow(() -> CommandFailure.badInput(
                    name + " has no shadow or canary", "name a version that was live before: " + before(live)));
        }
        long number = number(version);
        return candidate
                .filter(tried -> tried.getRef().getVersion() == number)
                .or(() -> live.flatMap(now -> ModelHistory.find(now, number)))
                .orElseThrow(() -> CommandFailure.badInput(
                        "expected a version of " + name + " that is tried, or was live before, found " + version,
                        "those that were live before: " + before(live)));
    }

    /** @throws CommandFailure when it is no model's name, as the key of a shadow or canary is none */
    static void requireName(String name) {
        if (!ModelKey.isLegalName(name)) {
            ModelKey key = ModelKey.parse(name);
            throw CommandFailure.badInput(
                    "expected a model's name, of letters, digits, dots, dashes and underscores, found '" + name + "'",
                    key.candidate()
                            ? "name it " + key.name() + "; ./limpid models retire " + key.name()
                                    + " --candidate takes its shadow or canary away"
                            : "./limpid models lists the names");
        }
    }

    private static long number(String version) {
        try {
            return Long.parseUnsignedLong(version);
        } catch (NumberFormatException malformed) {
            throw CommandFailure.badInput("expected a version's number, found '" + version + "'", "");
        }
    }

    private static String before(Optional<ModelPublished> live) {
        String versions = live.stream()
                .flatMap(now -> now.getPreviousList().stream())
                .map(model -> Long.toUnsignedString(model.getRef().getVersion()))
                .collect(Collectors.joining(", "));
        return Stream.of(versions).filter(text -> !text.isEmpty()).findFirst().orElse("none");
    }
}
