package io.limpid.inference.drift;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.inference.LatentVector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * The latest images of a stream, compared with a model's training images. Rolls on by an eighth of its size at a time, and keeps
 * sums, not images. Not thread-safe.
 *
 * <p>Of images larger than the training's, as a model of any size takes them, a part of the training's size counts, from any place:
 * a whole picture's mean varies less than that of such parts, and its deviation is larger. Their latent vectors, which come from
 * the whole picture, are not compared for the same reason.
 */
public final class DriftWindow {
    private static final int BLOCKS = 8;
    /** As many as the smallest window has. */
    private static final int FEWEST_LATENTS = BLOCKS;

    private static final long SEED = 1;

    private final TrainingStatistics training;
    private final int blockSize;
    private final Deque<Block> full = new ArrayDeque<>();
    private final SplittableRandom places = new SplittableRandom(SEED);
    private Block filling;
    private long passedOver;

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
     * @param latent of the latent vectors; empty where the model's file tells nothing of those, or hardly an image had the
     *     training's size
     * @param features the window's mean of each of {@link InputFeatures#NAMES}
     */
    public record Drift(int images, double input, OptionalDouble latent, List<Double> features) {
        public double worst() {
            return Math.max(input, latent.orElse(0));
        }
    }

    /**
     * Takes up an image, unless it is smaller than the training images or has other channels.
     *
     * @param noiseSigma of all of the image; see {@link NoiseSigma}
     * @return how things stand, each time that the window has rolled on
     */
    public Optional<Drift> add(Pixels image, float noiseSigma, LatentVector latent) {
        if (!holdsTrainingSize(image.shape())) {
            passedOver++;
            return Optional.empty();
        }
        boolean isWhole = image.shape().equals(training.shape());
        filling.input().add(isWhole ? InputFeatures.of(image, noiseSigma) : ofSomePart(image));
        if (isWhole && filling.latent().dimensions() > 0) {
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

    private boolean holdsTrainingSize(ImageShape shape) {
        ImageShape part = training.shape();
        return shape.channels() == part.channels() && shape.height() >= part.height() && shape.width() >= part.width();
    }

    private double[] ofSomePart(Pixels image) {
        ImageShape part = training.shape();
        Pixels found = image.crop(
                places.nextInt(image.shape().height() - part.height() + 1),
                places.nextInt(image.shape().width() - part.width() + 1),
                part.height(),
                part.width());
        return InputFeatures.of(found, NoiseSigma.of(found));
    }

    private Drift drift() {
        Moments input = Moments.joined(full.stream().map(Block::input).toList());
        return new Drift(
                input.count(),
                training.input().score(input),
                latentScore(),
                List.of(input.mean(0), input.mean(1), input.mean(2)));
    }

    private OptionalDouble latentScore() {
        TrainingCloud latent = training.latent();
        if (latent == null) {
            return OptionalDouble.empty();
        }
        Moments found = Moments.joined(full.stream().map(Block::latent).toList());
        return found.count() < FEWEST_LATENTS ? OptionalDouble.empty() : OptionalDouble.of(latent.score(found));
    }

    /** How many images were not taken up, so far. */
    public long passedOver() {
        return passedOver;
    }

    /** How many images are still to come before the window is full. */
    public int missing() {
        return Math.max(0, (BLOCKS - full.size()) * blockSize - filling.input().count());
    }
}
