package io.limpid.quickstart.stream;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many dead letters have which reason, and what the first of them says. */
final class Reasons {
    private final Map<String, OfReason> byReason = new TreeMap<>();

    private record OfReason(long count, String message) {}

    void add(String reason, String message) {
        byReason.merge(
                reason, new OfReason(1, message), (before, one) -> new OfReason(before.count() + 1, before.message()));
    }

    void remove(String reason) {
        byReason.computeIfPresent(
                reason, (same, those) -> those.count() == 1 ? null : new OfReason(those.count() - 1, those.message()));
    }

    long count() {
        return byReason.values().stream().mapToLong(OfReason::count).sum();
    }

    /** A line a reason. */
    List<String> lines() {
        return byReason.entrySet().stream()
                .map(entry -> "  " + entry.getValue().count() + " " + entry.getKey()
                        + (entry.getValue().message().isEmpty()
                                ? ""
                                : ", such as: " + entry.getValue().message()))
                .toList();
    }
}
