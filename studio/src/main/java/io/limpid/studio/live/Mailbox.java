package io.limpid.studio.live;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one page is still to be told. Each subject has one place: newer news take the place of older ones that the page was too slow
 * to fetch, so a slow page costs no more than its subjects, and catches up at once. Thread-safe; one reader.
 */
final class Mailbox {
    private final int capacity;
    private final Map<String, PageEvent> waiting = new LinkedHashMap<>();
    private long replaced;
    private @Nullable CompletableFuture<PageEvent> reader;

    /** @param capacity subjects; beyond it the one that has waited longest gives way */
    Mailbox(int capacity) {
        this.capacity = capacity;
    }

    void put(PageEvent event) {
        CompletableFuture<PageEvent> handed;
        synchronized (this) {
            if (reader == null) {
                store(event);
                return;
            }
            handed = reader;
            reader = null;
        }
        handed.complete(event);
    }

    private void store(PageEvent event) {
        if (waiting.put(event.subject(), event) != null) {
            replaced++;
        }
        if (waiting.size() > capacity) {
            Iterator<PageEvent> oldest = waiting.values().iterator();
            oldest.next();
            oldest.remove();
            replaced++;
        }
    }

    /** The next event, now or when there is one. An earlier call's stage that is not complete yet never will be. */
    synchronized CompletionStage<PageEvent> take() {
        Iterator<PageEvent> next = waiting.values().iterator();
        if (next.hasNext()) {
            PageEvent event = next.next();
            next.remove();
            return CompletableFuture.completedFuture(event);
        }
        reader = new CompletableFuture<>();
        return reader;
    }

    /** Events that the page was never told, because newer ones came first. */
    synchronized long replaced() {
        return replaced;
    }
}
