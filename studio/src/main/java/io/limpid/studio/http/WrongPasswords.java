package io.limpid.studio.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Counts wrong passwords by the address that they come from, so that nobody can try many: beyond {@link #MOST} none is looked at, a
 * right one neither, until none has come for {@link #PAUSE}. Thread-safe.
 */
public final class WrongPasswords {
    /** From one address without a pause. */
    static final int MOST = 10;

    static final Duration PAUSE = Duration.ofMinutes(5);
    /** Whoever has more addresses than these has the oldest of them forgotten. */
    private static final int MOST_ADDRESSES = 10_000;

    private final Cache<String, Integer> failures;

    public WrongPasswords() {
        this(Ticker.systemTicker());
    }

    WrongPasswords(Ticker ticker) {
        this.failures = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(PAUSE)
                .maximumSize(MOST_ADDRESSES)
                .build();
    }

    boolean areTooMany(String address) {
        Integer before = failures.getIfPresent(address);
        return before != null && before >= MOST;
    }

    void note(String address) {
        failures.asMap().merge(address, 1, Integer::sum);
    }
}
