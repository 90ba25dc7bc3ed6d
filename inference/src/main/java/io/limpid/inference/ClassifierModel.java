package io.limpid.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Task;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * A classifier that is open, checked and warmed up. A frame classifier has the input {@code image [batch,C,H,W]}, a latent head
 * {@code latent [batch,L]}; both have the output {@code scores [batch,K]}. Thread-safe: as many
 * calls run at once as {@link SessionSettings#threads} say for inputs of that size, the others in the order they were made.
 */
public final class ClassifierModel implements ServableModel {
    private static final String IMAGE = "image";
    private static final String LATENT = "latent";
    private static final String SCORES = "scores";
    private static final String LATENT_TASK = "classify-latent";
    /** Above the rounding of a sum over thousands of classes in half precision. */
    private static final double SUM_TOLERANCE = 1e-2;

    private final Session session;
    private final ModelDescription description;
    private final int classes;
    private final int maxBatch;

    private ClassifierModel(Session session, ModelDescription description, int classes, int maxBatch) {
        this.session = session;
        this.description = description;
        this.classes = classes;
        this.maxBatch = maxBatch;
    }

    /**
     * Opens a model from its file's bytes; its metadata says whether it is a latent head.
     *
     * @throws ModelRejectedException when the file is damaged or unsafe, has other inputs or outputs than its task asks for,
     *     or doesn't yield finite numbers
     */
    public static ClassifierModel open(byte[] onnx, SessionSettings settings) throws ModelRejectedException {
        return Session.open(onnx, settings, session -> of(session, settings.maxBatch()));
    }

    private static ClassifierModel of(Session session, int maxBatch) throws ModelRejectedException {
        Map<String, String> metadata = session.metadata();
        boolean latent = LATENT_TASK.equals(metadata.get(MetadataKeys.TASK));
        InputShape input = latent ? latentInput(session) : Dimensions.image(session.onlyInput(IMAGE, 4));
        int classes = Dimensions.fixed(SCORES, session.output(SCORES, 2)[1]);
        ModelDescription description =
                ModelDescription.of(latent ? Task.CLASSIFY_LATENT : Task.CLASSIFY_FRAME, input, metadata);
        checkLabels(description, classes);
        ClassifierModel model = new ClassifierModel(session, description, classes, maxBatch);
        model.warmUp();
        return model;
    }

    private static InputShape latentInput(Session session) throws ModelRejectedException {
        return InputShape.latent(Dimensions.fixed(LATENT, session.onlyInput(LATENT, 2)[1]));
    }

    private static void checkLabels(ModelDescription description, int classes) throws ModelRejectedException {
        if (!description.labels().isEmpty() && description.labels().size() != classes) {
            throw new ModelRejectedException("expected a label a class, found "
                    + description.labels().size() + " labels for " + classes + " classes");
        }
        if (description.task() == Task.CLASSIFY_LATENT
                && description.latentSpace().isEmpty()) {
            throw new ModelRejectedException("expected metadata " + MetadataKeys.LATENT_SPACE
                    + " naming the latent space this head was trained on, found none");
        }
    }

    /** One input, then two: a batch size that is fixed somewhere inside the graph shows itself here. */
    private void warmUp() throws ModelRejectedException {
        try {
            classifyZeros(1);
            for (Scores scores : classifyZeros(2)) {
                requireProbabilities(scores);
            }
        } catch (InferenceException failure) {
            throw new ModelRejectedException("the model failed on an input of zeros: " + failure.getMessage(), failure);
        }
    }

    private List<Scores> classifyZeros(int count) throws InferenceException {
        InputShape input = description.input();
        if (input.takesImages()) {
            ImageShape shape = input.example();
            return classifyFrames(Collections.nCopies(count, Pixels.of(shape, new float[shape.size()])));
        }
        return classifyLatents(Collections.nCopies(count, LatentVector.of(new float[input.latentSize()])));
    }

    private static void requireProbabilities(Scores scores) throws ModelRejectedException {
        double sum = 0;
        boolean negative = false;
        for (float score : scores.asList()) {
            sum += score;
            negative |= score < 0;
        }
        if (negative || Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new ModelRejectedException("expected probabilities that sum to 1 in output '" + SCORES + "', found "
                    + scores + " for an input of zeros; end the graph with Softmax");
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

    /** How many classes are scored. */
    public int classes() {
        return classes;
    }

    /** Whether this is a frame classifier that takes images of that shape. */
    public boolean acceptsFrame(ImageShape shape) {
        return description.task() == Task.CLASSIFY_FRAME && description.input().accepts(shape);
    }

    /** Whether this is a latent head that was trained on that space. */
    public boolean acceptsLatentSpace(String latentSpace) {
        return description.task() == Task.CLASSIFY_LATENT
                && description.latentSpace().equals(latentSpace);
    }

    /**
     * Classifies images of one shape, in batches.
     *
     * @param images any number, all of one shape that {@link #acceptsFrame} accepts
     * @return scores an image, in the same order
     * @throws InferenceException when the model fails, or scores hold NaN or infinity
     */
    public List<Scores> classifyFrames(List<Pixels> images) throws InferenceException {
        if (images.isEmpty()) {
            return List.of();
        }
        ImageShape shape = images.get(0).shape();
        for (Pixels image : images) {
            require(image.shape().equals(shape) && acceptsFrame(shape), image.shape());
        }
        long[] one = {1, shape.channels(), shape.height(), shape.width()};
        return classify(IMAGE, images, one, Pixels::copyTo);
    }

    /**
     * Classifies latent vectors, in batches.
     *
     * @param latents any number, all of the size this head takes and born in a space that {@link #acceptsLatentSpace} accepts
     * @return scores a vector, in the same order
     * @throws InferenceException when the model fails, or scores hold NaN or infinity
     */
    public List<Scores> classifyLatents(List<LatentVector> latents) throws InferenceException {
        for (LatentVector latent : latents) {
            require(
                    description.task() == Task.CLASSIFY_LATENT
                            && latent.size() == description.input().latentSize(),
                    latent);
        }
        return classify(LATENT, latents, new long[] {1, description.input().latentSize()}, LatentVector::copyTo);
    }

    /** One that is too long and one that is too short would fill a batch exactly, and both get a wrong answer. */
    private void require(boolean fits, Object found) {
        if (!fits) {
            throw new IllegalArgumentException("%s expects inputs of one shape, %s, found %s"
                    .formatted(description.name(), description.input(), found));
        }
    }

    private <T> List<Scores> classify(String name, List<T> all, long[] one, BiConsumer<T, FloatBuffer> copy)
            throws InferenceException {
        int values = (int) Math.max(size(one), classes);
        int atOnce = Dimensions.atOnce(maxBatch, values);
        return session.lanes().use(memory -> {
            List<Scores> answers = new ArrayList<>(all.size());
            for (int from = 0; from < all.size(); from += atOnce) {
                List<T> batch = all.subList(from, Math.min(all.size(), from + atOnce));
                answers.addAll(run(new Batch<>(name, batch, from, one, copy), memory));
            }
            return answers;
        });
    }

    /**
     * Inputs that run at once.
     *
     * @param name of the model's input
     * @param first the index of the first in the caller's list
     * @param one the dimensions of a batch of one
     */
    private record Batch<T>(String name, List<T> items, int first, long[] one, BiConsumer<T, FloatBuffer> copy) {
        long[] dimensions() {
            long[] dimensions = one.clone();
            dimensions[0] = items.size();
            return dimensions;
        }
    }

    private <T> List<Scores> run(Batch<T> batch, BatchTensors memory) throws InferenceException {
        int count = batch.items().size();
        long[] dimensions = batch.dimensions();
        FloatBuffer input = memory.buffer(batch.name(), Math.toIntExact(size(dimensions)));
        batch.items().forEach(item -> batch.copy().accept(item, input));
        FloatBuffer scores = memory.buffer(SCORES, count * classes);
        try (OnnxTensor in = BatchTensors.tensor(input, dimensions);
                OnnxTensor out = BatchTensors.tensor(scores, count, classes)) {
            session.run(Map.of(batch.name(), in), Map.of(SCORES, out));
        } catch (OrtException failure) {
            throw new InferenceException(
                    "%s failed on %d inputs: %s".formatted(description.name(), count, failure.getMessage()), failure);
        }
        Dimensions.requireFinite(description.name(), SCORES, scores, classes, batch.first());
        return IntStream.range(0, count)
                .mapToObj(i -> Scores.read(classes, scores))
                .toList();
    }

    private static long size(long[] shape) {
        long size = 1;
        for (long dimension : shape) {
            size *= dimension;
        }
        return size;
    }

    @Override
    public void close() {
        session.close();
    }
}
