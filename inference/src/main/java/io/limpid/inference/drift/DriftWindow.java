package io.limpid.inference.drift;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.Pixels;
import io.limpid.inference.LatentVector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The latest images of a stream, compared with a model's training images. Rolls on by an eighth of its size at a time, and keeps
 * sums, not images. Not thread-safe.
 */
public final class DriftWindow {
    private static final int BLOCKS = 8;

    private final TrainingStatistics training;
    private final int blockSize;
    private final Deque<Block> full = new ArrayDeque<>();
    private Block filling;

    private record Block(Moments input, Moments latent) {}

    /** @param images in the window, rounded down to a multiple of 8, at least 8 */
    public DriftWindow(TrainingStatistics training, int images) {
        if (images < BLOCKS) {
            throw new IllegalArgumentException("expected a window of at least " + BLOCKS + " images, got " + images);
        }
        this.training = requireNonNull(training, "training");
        this.blockSize = images / BLOCKS;
        this.filling = block();
    }

    private Block block() {
        TrainingCloud latent = training.latent();
        return new Block(
                new Moments(InputFeatures.NAMES.size()), new Moments(latent == null ? 0 : latent.dimensions()));
    }

    /**
     * How far the window is from the training images.
     *
     * @param images in the window
     * @param input of the input images; see {@link TrainingCloud#score}
     * @param latent of the latent vectors; 0 where the model's file tells nothing of those
     * @param features the window's mean of each of {@link InputFeatures#NAMES}
     */
    public record Drift(int images, double input, double latent, List<Double> features) {
        public double worst() {
            return Math.max(input, latent);
        }
    }

    /**
     * Takes up an image, unless it has another shape than the training images.
     *
     * @return how things stand, each time that the window has rolled on
     */
    public Optional<Drift> add(Pixels image, float noiseSigma, LatentVector latent) {
        if (!image.shape().equals(training.shape())) {
            return Optional.empty();
        }
        filling.input().add(InputFeatures.of(image, noiseSigma));
        if (filling.latent().dimensions() > 0) {
            filling.latent().add(TrainingStatistics.point(latent));
        }
        if (filling.input().count() < blockSize) {
            return Optional.empty();
        }
        full.addLast(filling);
        filling = block();
        if (full.size() > BLOCKS) {
            full.removeFirst();
        }
        return full.size() < BLOCKS ? Optional.empty() : Optional.of(drift());
    }

    private Drift drift() {
        Moments input = Moments.joined(full.stream().map(Block::input).toList());
        TrainingCloud latent = training.latent();
        double ofLatent = latent == null
                ? 0
                : latent.score(Moments.joined(full.stream().map(Block::latent).toList()));
        return new Drift(
                input.count(),
                training.input().score(input),
                ofLatent,
                List.of(input.mean(0), input.mean(1), input.mean(2)));
    }

    /** How many images are still to come before the window is full. */
    public int missing() {
        return Math.max(0, (BLOCKS - full.size()) * blockSize - filling.input().count());
    }
}
