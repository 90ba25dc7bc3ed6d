package io.limpid.inference;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of several denoisers cleans an image. Models of exactly the image's size go before those that take any size; then those that
 * are preferred by name, in that order; then all others before fallbacks; then, for what looks like a scanned page, those made for pages before
 * others, and for what doesn't the others; then newer ones. A grey image in three channels is for models of grey as well as for those
 * of colour, and of equals goes to one of grey; a model of grey gets colours too where it is asked for by name, and pages where it is made for them.
 */
public final class DenoiserRouting {
    /** Prefers none. */
    public static final DenoiserRouting USUAL = new DenoiserRouting(List.of());

    private final List<String> preferred;

    /** @param preferred names of models, the first goes before the second */
    public DenoiserRouting(List<String> preferred) {
        this.preferred = List.copyOf(preferred);
    }

    /**
     * A denoiser that could be taken.
     *
     * @param fallback whether others go first
     * @param forPages whether it is made for scanned pages
     */
    public record Choice<M>(M model, String name, InputShape input, boolean fallback, boolean forPages) {
        public Choice {
            requireNonNull(model, "model");
            requireNonNull(name, "name");
            requireNonNull(input, "input");
        }
    }

    /**
     * @param wish a model's name, which goes before everything else; empty means any
     * @return empty where none takes that image, or none of that name does
     */
    public <M> Optional<M> pick(List<Choice<M>> newestFirst, Pixels image, String wish) {
        ImageShape shape = image.shape();
        ImageShape grey = shape.withChannels(1);
        boolean mayBeGrey = shape.channels() > 1 && (!wish.isEmpty() || image.isGrey());
        // only looked at where there is a choice
        boolean isPage = wish.isEmpty()
                && newestFirst.stream()
                        .anyMatch(choice -> choice.forPages() && choice.input().accepts(grey))
                && newestFirst.stream()
                        .noneMatch(choice ->
                                choice.input().isFixedSize() && choice.input().accepts(shape))
                && ScannedPage.isLike(image);
        Comparator<Choice<M>> order =
                Comparator.comparing(choice -> !choice.input().isFixedSize());
        // min takes the first of equals: the newest
        return newestFirst.stream()
                .filter(choice -> wish.isEmpty() || choice.name().equals(wish))
                .filter(choice -> choice.input().accepts(shape)
                        || (mayBeGrey || isPage && choice.forPages())
                                && choice.input().accepts(grey))
                .min(order.thenComparing(this::rank)
                        .thenComparing(Choice::fallback)
                        .thenComparing(choice -> choice.forPages() != isPage)
                        .thenComparing(choice -> !choice.input().accepts(grey)))
                .map(Choice::model);
    }

    private int rank(Choice<?> choice) {
        int place = preferred.indexOf(choice.name());
        return place < 0 ? preferred.size() : place;
    }
}
