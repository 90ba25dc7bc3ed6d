package io.limpid.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.drift.TrainingStatistics;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A denoiser that is open, checked and warmed up: input {@code image [batch,C,H,W]}, outputs {@code denoised} of the same
 * shape, {@code latent [batch,L]} and, where the model can tell how unlike its training images an input is,
 * {@code anomaly [batch,1]}. Thread-safe: as many calls run at once as {@link SessionSettings#threads} say for images of that size, the
 * others batch by batch, in the order they asked; large pictures one after another.
 */
public final class DenoiserModel implements ServableModel {
    private static final String IMAGE = "image";
    private static final String DENOISED = "denoised";
    private static final String LATENT = "latent";
    private static final String ANOMALY = "anomaly";
    private static final Filling AS_IT_IS = new Filling(1, 1);
    /** On larger ones tiles would not begin. */
    private static final int LARGEST_MULTIPLE = Tiling.GRID;
    /** Of values in [0,1]: two steps of 8 bits, of which an eye sees nothing. */
    private static final float VISIBLE = 2f / 255;

    private final Session session;
    private final ModelDescription description;
    private final int latentSize;
    private final boolean scoresAnomaly;
    private final int maxBatch;
    private final int tileSide;
    private final Optional<TrainingStatistics> training;
    private final Filling filling;
    private final int reach;
    /** By how much tiles answer otherwise than the whole picture, of values in [0,1]; 0 where they overlap by enough. */
    private final float seam;
    /** One large picture at a time is put together, for the memory's sake. */
    private final Semaphore large = new Semaphore(1, true);

    private DenoiserModel(
            Session session,
            ModelDescription description,
            int latentSize,
            boolean scoresAnomaly,
            SessionSettings settings)
            throws ModelRejectedException {
        this.session = session;
        this.description = description;
        this.latentSize = latentSize;
        this.scoresAnomaly = scoresAnomaly;
        this.maxBatch = settings.maxBatch();
        this.tileSide = settings.tileSide();
        this.training = training(description, latentSize);
        this.filling = description.input().isAnySize() ? new Filling(workingMultiple(), leastSide()) : AS_IT_IS;
        warmUp();
        this.reach = description.input().isAnySize() ? measuredReach() : 0;
        this.seam = reach < Influence.FARTHEST ? 0 : measuredSeam();
    }

    /**
     * Opens a model from its file's bytes.
     *
     * @throws ModelRejectedException when the file is damaged or unsafe, has other inputs or outputs than a denoiser, or
     *     doesn't yield finite numbers
     */
    public static DenoiserModel open(byte[] onnx, SessionSettings settings) throws ModelRejectedException {
        return Session.open(onnx, settings, session -> of(session, settings));
    }

    private static DenoiserModel of(Session session, SessionSettings settings) throws ModelRejectedException {
        InputShape input = Dimensions.image(session.onlyInput(IMAGE, 4));
        session.output(DENOISED, 4);
        int latentSize = Dimensions.fixed(LATENT, session.output(LATENT, 2)[1]);
        boolean scoresAnomaly = session.hasOutput(ANOMALY);
        if (scoresAnomaly) {
            requireOneValue(session.output(ANOMALY, 2));
        }
        ModelDescription description = ModelDescription.of(Task.DENOISE, input, session.metadata());
        return new DenoiserModel(session, description, latentSize, scoresAnomaly, settings);
    }

    private static void requireOneValue(long[] dimensions) throws ModelRejectedException {
        if (dimensions[1] != 1) {
            throw new ModelRejectedException(
                    "expected output '" + ANOMALY + "' to be [batch,1], found " + Arrays.toString(dimensions));
        }
    }

    private static Optional<TrainingStatistics> training(ModelDescription description, int latentSize)
            throws ModelRejectedException {
        String json = description.metadata().get(MetadataKeys.TRAINING_STATISTICS);
        return json == null ? Optional.empty() : Optional.of(TrainingStatistics.parse(json, latentSize));
    }

    /**
     * Networks that halve the sides and join the levels again often take multiples of 2, 4, 8, ... only, which no file says: so it is
     * tried. Where none works, the warm-up tells why.
     */
    private int workingMultiple() {
        for (int candidate = 1; candidate <= LARGEST_MULTIPLE; candidate *= 2) {
            // never a multiple of twice the candidate
            int side = 2 * LARGEST_MULTIPLE + candidate;
            ImageShape shape = new ImageShape(description.input().channels(), side, side);
            Pixels black = Pixels.of(shape, new float[shape.size()]);
            try {
                session.lanes().use(memory -> run(List.of(black), AS_IT_IS, 0, memory));
                return candidate;
            } catch (InferenceException other) {
                // the next, or what the warm-up says
            }
        }
        return 1;
    }

    /** Of the sides of a picture: none that the training images did not have, where the file tells of them. */
    private int leastSide() {
        return training.map(TrainingStatistics::shape)
                .map(shape -> Math.min(Filling.LEAST, Math.min(shape.height(), shape.width())))
                .orElse(1);
    }

    /** One image, then two: a batch size that is fixed somewhere inside the graph shows itself here. */
    private void warmUp() throws ModelRejectedException {
        ImageShape shape = description.input().example();
        Pixels black = Pixels.of(shape, new float[shape.size()]);
        try {
            denoise(List.of(black));
            denoise(List.of(black, black));
        } catch (InferenceException failure) {
            requireSameSize(black);
            throw new ModelRejectedException("the model failed on a black image: " + failure.getMessage(), failure);
        }
    }

    /** What ONNX Runtime says of an output that doesn't fit into its tensor names a node of the graph, which helps nobody. */
    private void requireSameSize(Pixels image) throws ModelRejectedException {
        ImageShape shape = image.shape();
        FloatBuffer values = new BatchTensors().buffer(IMAGE, shape.size());
        image.copyTo(values);
        long[] found;
        try (OnnxTensor in = BatchTensors.tensor(values, 1, shape.channels(), shape.height(), shape.width())) {
            found = session.sizeOf(DENOISED, Map.of(IMAGE, in));
        } catch (OrtException another) {
            return;
        }
        long[] expected = {1, shape.channels(), shape.height(), shape.width()};
        if (!Arrays.equals(found, expected)) {
            throw new ModelRejectedException("its output is " + times(found) + " for an input of " + times(expected)
                    + ", expected the same size");
        }
    }

    private static String times(long[] dimensions) {
        return Arrays.stream(dimensions).skip(1).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }

    private int measuredReach() throws ModelRejectedException {
        try {
            return Influence.reach(
                    images -> whole(images, () -> {}), description.input().channels());
        } catch (InferenceException failure) {
            throw new ModelRejectedException("the model failed on an image of noise: " + failure.getMessage(), failure);
        }
    }

    /** None of models that fail on such a picture: they are served as ever, and what they can't take is refused when it comes. */
    private float measuredSeam() {
        try {
            return Influence.seam(
                    images -> whole(images, () -> {}), description.input().channels());
        } catch (InferenceException untried) {
            return 0;
        }
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public String providerInUse() {
        return session.provider();
    }

    /** That seams may show in large pictures, where tiles overlap by less than the model looks. */
    @Override
    public Optional<String> maybeCaveat() {
        return seam <= VISIBLE
                ? Optional.empty()
                : Optional.of(
                        ("it looks farther than the %d pixels that tiles overlap by at most: pictures that run in tiles, of more"
                                        + " than %d x %d pixels here, may show seams, of up to %d in 255 in a picture that was tried")
                                .formatted(Influence.FARTHEST, tileSide, tileSide, Math.round(seam * 255)));
    }

    /** Whether {@link #denoise} takes images of that shape. */
    public boolean accepts(ImageShape shape) {
        return description.input().acceptsByChannel(shape);
    }

    /** What the training images were like; empty where the file doesn't say. */
    public Optional<TrainingStatistics> maybeTraining() {
        return training;
    }

    /** Values of each latent vector. */
    public int latentSize() {
        return latentSize;
    }

    /** Whether answers carry {@link Denoised#anomaly}. */
    public boolean scoresAnomaly() {
        return scoresAnomaly;
    }

    /**
     * Denoises images of one shape, in batches: of at most {@link SessionSettings#maxBatch} images, and fewer of large ones. A model
     * that takes any size runs an image of more pixels than a square of {@link SessionSettings#tileSide} in tiles, which overlap by
     * as far as a pixel was measured to change the answer, at most 64 pixels: so the answer is that of the whole image, but for
     * networks that look farther, see {@link #maybeCaveat}. The latent vector then is the mean of the tiles', the anomaly score the root
     * mean square of theirs. Where such a model's network needs sides that are multiples of 2 to 32, other images are run with their last
     * rows and columns repeated, and cut again; sides of less than 16 pixels, where the model's file tells that its training images had
     * larger ones, with their mirror images. A model of grey images cleans colour channel by channel, once where all channels say the same;
     * the latent vector is the mean of theirs, the anomaly score the largest. Values are what the model yields; nothing is clamped here.
     *
     * @param images any number, all of one shape that {@link #accepts} accepts
     * @return an answer an image, in the same order
     * @throws InferenceException when the model fails, or an answer holds NaN or infinity
     */
    public List<Denoised> denoise(List<Pixels> images) throws InferenceException {
        return denoise(images, () -> {});
    }

    /**
     * The same, for who may want to end it early: a large image takes a while.
     *
     * @param beforeRun called before each of the runs that the images take; what it throws ends them
     */
    public List<Denoised> denoise(List<Pixels> images, Runnable beforeRun) throws InferenceException {
        if (images.isEmpty()) {
            return List.of();
        }
        if (images.get(0).shape().channels() > 1 && description.input().channels() == 1) {
            Planes planes = Planes.of(images);
            return planes.joined(denoise(planes.grey(), beforeRun));
        }
        if (!isLarge(images.get(0).shape())) {
            return whole(images, beforeRun);
        }
        large.acquireUninterruptibly();
        try {
            return tiled(images, beforeRun);
        } finally {
            large.release();
        }
    }

    private boolean isLarge(ImageShape shape) {
        return description.input().isAnySize() && filling.shape(shape).pixelCount() > (long) tileSide * tileSide;
    }

    private List<Denoised> tiled(List<Pixels> images, Runnable beforeRun) throws InferenceException {
        List<Denoised> answers = new ArrayList<>(images.size());
        Tiling tiling = new Tiling(Math.max(tileSide, Tiling.smallestSide(reach)), reach);
        for (Pixels image : images) {
            requireSame(images.get(0).shape(), image.shape());
            answers.add(tiled(image, tiling, beforeRun));
        }
        return answers;
    }

    private Denoised tiled(Pixels image, Tiling tiling, Runnable beforeRun) throws InferenceException {
        ImageShape shape = image.shape();
        Map<Tiling.Size, List<Tiling.Tile>> bySize = tiling.tiles(shape.height(), shape.width()).stream()
                .collect(Collectors.groupingBy(Tiling.Tile::size, LinkedHashMap::new, Collectors.toList()));
        Mosaic mosaic = new Mosaic(shape, latentSize);
        for (List<Tiling.Tile> tiles : bySize.values()) {
            Tiling.Size size = tiles.get(0).size();
            int atOnce = atOnce(new ImageShape(shape.channels(), size.height(), size.width()));
            for (int from = 0; from < tiles.size(); from += atOnce) {
                List<Tiling.Tile> some = tiles.subList(from, Math.min(tiles.size(), from + atOnce));
                List<Denoised> answers = whole(crops(image, some), beforeRun);
                for (int i = 0; i < answers.size(); i++) {
                    mosaic.put(some.get(i), answers.get(i));
                }
            }
        }
        return mosaic.denoised();
    }

    private static List<Pixels> crops(Pixels image, List<Tiling.Tile> tiles) {
        return tiles.stream()
                .map(tile -> image.crop(
                        tile.rows().from(),
                        tile.columns().from(),
                        tile.size().height(),
                        tile.size().width()))
                .toList();
    }

    private List<Denoised> whole(List<Pixels> images, Runnable beforeRun) throws InferenceException {
        int atOnce = atOnce(images.get(0).shape());
        List<Denoised> answers = new ArrayList<>(images.size());
        for (int from = 0; from < images.size(); from += atOnce) {
            int first = from;
            List<Pixels> batch = images.subList(from, Math.min(images.size(), from + atOnce));
            beforeRun.run();
            // a lane a batch, so that a large picture's other tiles don't keep out who waits
            answers.addAll(session.lanes().use(memory -> run(batch, filling, first, memory)));
        }
        return answers;
    }

    /** Images of that shape, in the size that they run in. */
    private int atOnce(ImageShape shape) {
        return Dimensions.atOnce(maxBatch, Math.max(filling.shape(shape).size(), latentSize));
    }

    /**
     * Runs images of one shape together.
     *
     * @param filling in what size
     * @param first the batch's first image's number, for messages
     */
    private List<Denoised> run(List<Pixels> batch, Filling filling, int first, BatchTensors memory)
            throws InferenceException {
        ImageShape asked = batch.get(0).shape();
        ImageShape shape = filling.shape(asked);
        int count = batch.size();
        FloatBuffer input = memory.buffer(IMAGE, count * shape.size());
        for (Pixels image : batch) {
            requireSame(asked, image.shape());
            filling.filled(image).copyTo(input);
        }
        FloatBuffer denoised = memory.buffer(DENOISED, count * shape.size());
        FloatBuffer latent = memory.buffer(LATENT, count * latentSize);
        FloatBuffer anomaly = memory.buffer(ANOMALY, scoresAnomaly ? count : 0);
        long[] imageDimensions = {count, shape.channels(), shape.height(), shape.width()};
        try (OnnxTensor in = BatchTensors.tensor(input, imageDimensions);
                OnnxTensor out = BatchTensors.tensor(denoised, imageDimensions);
                OnnxTensor code = BatchTensors.tensor(latent, count, latentSize);
                OnnxTensor score = scoresAnomaly ? BatchTensors.tensor(anomaly, count, 1) : null) {
            session.run(Map.of(IMAGE, in), outputs(out, code, score));
        } catch (OrtException failure) {
            throw new InferenceException(
                    "%s failed on %d %s of %s: %s"
                            .formatted(
                                    description.name(),
                                    count,
                                    count == 1 ? "image" : "images",
                                    shape,
                                    failure.getMessage()),
                    failure);
        }
        Dimensions.requireFinite(description.name(), DENOISED, denoised, shape.size(), first);
        Dimensions.requireFinite(description.name(), LATENT, latent, latentSize, first);
        Dimensions.requireFinite(description.name(), ANOMALY, anomaly, 1, first);
        List<Denoised> answers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            OptionalDouble score = scoresAnomaly ? OptionalDouble.of(anomaly.get()) : OptionalDouble.empty();
            Pixels answer = Pixels.read(shape, denoised);
            Pixels cut = shape.equals(asked) ? answer : answer.crop(0, 0, asked.height(), asked.width());
            answers.add(new Denoised(cut, LatentVector.read(latentSize, latent), score));
        }
        return answers;
    }

    private static Map<String, OnnxTensor> outputs(OnnxTensor denoised, OnnxTensor latent, @Nullable OnnxTensor score) {
        return score == null
                ? Map.of(DENOISED, denoised, LATENT, latent)
                : Map.of(DENOISED, denoised, LATENT, latent, ANOMALY, score);
    }

    private static void requireSame(ImageShape expected, ImageShape found) {
        if (!expected.equals(found)) {
            throw new IllegalArgumentException("expected images of one shape, found " + expected + " and " + found);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
