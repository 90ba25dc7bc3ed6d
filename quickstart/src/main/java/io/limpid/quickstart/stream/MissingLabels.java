package io.limpid.quickstart.stream;

import io.limpid.client.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Pictures that will get no label, because the classifier made a dead letter of them: how many, and why. */
public final class MissingLabels {
    /** Nothing went wrong with them: photographs and pages get no label where digits are labelled. */
    private static final String UNLABELLED = "that no live classifier takes";

    private final Reasons reasons = new Reasons();

    void note(Result.Dead letter) {
        if (DeadLetters.isUnlabelled(letter)) {
            reasons.add(UNLABELLED, "");
        } else {
            reasons.add(reason(letter), DeadLetters.message(letter));
        }
    }

    /** A label has come all the same. */
    void forget(Result.Dead letter) {
        reasons.remove(DeadLetters.isUnlabelled(letter) ? UNLABELLED : reason(letter));
    }

    /** Why a picture has none, in a line. */
    static String why(Result.Dead letter) {
        return DeadLetters.isUnlabelled(letter) ? "no live classifier takes such pictures" : inFull(letter);
    }

    /** The code and what is said of it. */
    static String inFull(Result.Dead letter) {
        String message = DeadLetters.message(letter);
        return reason(letter) + (message.isEmpty() ? "" : ": " + message);
    }

    static String reason(Result.Dead letter) {
        return letter.reason().isEmpty() ? "no reason given" : DeadLetters.shown(letter.reason());
    }

    public long count() {
        return reasons.count();
    }

    /**
     * For people; nothing where no label is missing.
     *
     * @param command a command's name, as it is to be typed for this stream
     */
    public List<String> lines(UnaryOperator<String> command) {
        long count = count();
        if (count == 0) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(count + (count == 1 ? " image is cleaned and has" : " images are cleaned and have") + " no label:");
        lines.addAll(reasons.lines());
        lines.add("  → " + command.apply("dead")
                + " tells of each what is taken, and with --replay sends them to the classifier again");
        return lines;
    }
}
