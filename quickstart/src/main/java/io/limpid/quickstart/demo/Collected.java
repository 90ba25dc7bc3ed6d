package io.limpid.quickstart.demo;

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
        return History.check(published, denoised).and(History.check(published, labels));
    }
}
