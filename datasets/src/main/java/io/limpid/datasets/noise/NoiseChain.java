package io.limpid.datasets.noise;

import io.limpid.datasets.ImageSet.Shape;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Kinds of noise that are applied in turn; none at all is noise, too. */
record NoiseChain(List<Link> links) {
    NoiseChain {
        links = List.copyOf(links);
    }

    /** One kind with its strength. */
    record Link(NoiseKind kind, Strength strength) {
        Link {
            if (!strength.isWithin(kind.smallest(), kind.largest())) {
                throw new IllegalArgumentException("expected %s from %s to %s, found %s"
                        .formatted(kind.form(), kind.smallest(), kind.largest(), strength));
            }
        }

        @Override
        public String toString() {
            return kind.text() + ":" + strength;
        }
    }

    void apply(float[] image, int offset, Shape shape, RandomGenerator random) {
        for (Link link : links) {
            link.kind().effect().apply(image, offset, shape, link.strength().draw(random), random);
        }
    }

    NoiseChain scaled(double scale) {
        return new NoiseChain(links.stream()
                .map(link -> new Link(link.kind(), link.kind().scaled(link.strength(), scale)))
                .toList());
    }

    @Override
    public String toString() {
        return links.isEmpty() ? "none" : links.stream().map(Link::toString).collect(Collectors.joining("+"));
    }
}
