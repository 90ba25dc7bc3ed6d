package io.limpid.quickstart.demo;

import io.limpid.quickstart.stream.History;
import io.limpid.quickstart.stream.HistoryCheck;
import java.util.List;

/** All that was read from the topics, in the order of arrival. */
record Collected(List<Sighting> noisy, List<Sighting> denoised, List<Sighting> labels, List<Sighting> dead) {
    Collected {
        noisy = List.copyOf(noisy);
        denoised = List.copyOf(denoised);
        labels = List.copyOf(labels);
        dead = List.copyOf(dead);
    }

    /** What became of the published images, through both topics. */
    History history(int published) {
        return history(published, denoised).and(history(published, labels));
    }

    private static History history(int published, List<Sighting> seen) {
        HistoryCheck check = HistoryCheck.ofAll(published);
        seen.forEach(sighting -> check.see(sighting.key(), sighting.number()));
        return check.history();
    }
}
