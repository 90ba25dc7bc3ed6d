package io.limpid.quickstart.stream;

import io.limpid.client.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Pictures that will get no label, because the classifier made a dead letter of them: how many, and why. */
public final class MissingLabels {
    private final Map<String, OfReason> byReason = new TreeMap<>();

    /** @param message of the first of them */
    private record OfReason(long count, String message) {}

    void note(Result.Dead letter) {
        byReason.merge(
                reason(letter),
                new OfReason(1, DeadLetters.shown(letter.message())),
                (before, one) -> new OfReason(before.count() + 1, before.message()));
    }

    /** A label has come all the same. */
    void forget(Result.Dead letter) {
        byReason.computeIfPresent(
                reason(letter),
                (reason, those) -> those.count() == 1 ? null : new OfReason(those.count() - 1, those.message()));
    }

    static String reason(Result.Dead letter) {
        return letter.reason().isEmpty() ? "no reason given" : DeadLetters.shown(letter.reason());
    }

    public long count() {
        return byReason.values().stream().mapToLong(OfReason::count).sum();
    }

    /**
     * For people; nothing where no label is missing.
     *
     * @param command a command's name, as it is to be typed for this stream
     */
    public List<String> lines(UnaryOperator<String> command) {
        if (byReason.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                count() + (count() == 1 ? " image is cleaned and has" : " images are cleaned and have") + " no label:");
        byReason.forEach((reason, those) -> lines.add("  " + those.count() + " " + reason
                + (those.message().isEmpty() ? "" : ", such as: " + those.message())));
        lines.add("  → " + command.apply("dead") + " lists them, and with --replay sends them to the classifier again");
        return lines;
    }
}
