package io.limpid.streaming.loop;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What lies behind an exception: Kafka's clients wrap the failure that matters, some once and some twice. */
final class Failures {
    /** Causes can form a ring. */
    private static final int DEEPEST = 10;

    private Failures() {}

    static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
        return find(failure, kind).isPresent();
    }

    /** The failure itself or the first of its causes that is of that kind. */
    static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        @Nullable Throwable current = failure;
        for (int depth = 0; current != null && depth < DEEPEST; depth++) {
            if (kind.isInstance(current)) {
                return Optional.of(kind.cast(current));
            }
            current = current.getCause();
        }
        return Optional.empty();
    }
}
