package io.limpid.classifier;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Head;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.StageTimes;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.LatentVector;
import io.limpid.inference.Scores;
import io.limpid.streaming.BatchRun;
import io.limpid.streaming.Micros;
import io.limpid.streaming.models.Candidate;
import io.limpid.streaming.models.LiveModel;
import io.limpid.streaming.pipeline.PixelBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Classifies frames with the models that are live, or their canaries: from the latent vector where a head knows its space, else from the picture,
 * which is decoded only then. One frame on which a model fails does not take the others with it, and those that a canary fails
 * on are answered by the live model.
 */
final class Classifying {
    /** Of what may be a picture's pixels; the codec tells what is wrong with more. */
    private static final long LARGEST = 1 << 28;

    private final ImageCodec codec;
    private final PixelBudget budget;
    private final long maxValues;

    /**
     * @param budget of large pictures, which are decoded one at a time by each thread
     * @param maxValues of decoded pictures held at once, so that large ones don't fill the memory
     */
    Classifying(PayloadLimits limits, PixelBudget budget, long maxValues) {
        this.codec = new ImageCodec(budget.guarding(limits));
        this.budget = requireNonNull(budget, "budget");
        this.maxValues = maxValues;
    }

    /**
     * @param newestFirst the live models
     * @return one outcome a request, in the same order
     */
    List<Outcome> run(List<Request> requests, List<LiveModel<ClassifierModel>> newestFirst) {
        ClassifierRoute route = new ClassifierRoute(newestFirst);
        Outcome[] outcomes = new Outcome[requests.size()];
        Map<Group, List<Work>> groups = new LinkedHashMap<>();
        long values = 0;
        for (int i = 0; i < outcomes.length; i++) {
            try {
                Planned planned = plan(requests.get(i), route, i);
                groups.computeIfAbsent(planned.group(), group -> new ArrayList<>())
                        .add(planned.work());
                values += planned.values();
            } catch (Unanswerable no) {
                outcomes[i] = no.outcome();
            } catch (RuntimeException unexpected) {
                outcomes[i] = refused(Refusal.INTERNAL_ERROR, unexpected);
            }
            if (values >= maxValues || budget.isTaken()) {
                runGroups(groups, outcomes);
                budget.giveBack();
                values = 0;
            }
        }
        runGroups(groups, outcomes);
        return Arrays.asList(outcomes);
    }

    private static void runGroups(Map<Group, List<Work>> groups, Outcome[] outcomes) {
        groups.forEach((group, works) -> runGroup(group, works, outcomes));
        groups.clear();
    }

    private static Outcome refused(Refusal refusal, Exception failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return new Outcome.Refused(refusal, message, failure.getClass().getName());
    }

    /**
     * What may run together.
     *
     * @param by who answers: the live model, or its canary
     * @param shape of pictures; empty for latent vectors
     */
    private record Group(LiveModel<ClassifierModel> live, LiveModel<ClassifierModel> by, Optional<ImageShape> shape) {
        static Group of(LiveModel<ClassifierModel> live, Request request, Optional<ImageShape> shape) {
            return new Group(live, ClassifierRoute.canary(live, request.id()).orElse(live), shape);
        }

        boolean isCanarys() {
            return by != live;
        }

        Group withoutCanary() {
            return new Group(live, live, shape);
        }
    }

    /** One frame's input to its model, and how long its picture took to decode. */
    private record Work(int index, ClassifierInput input, long decodeNanos) {}

    private record Planned(Group group, Work work) {
        int values() {
            return group.shape().map(ImageShape::size).orElse(0);
        }
    }

    private Planned plan(Request request, ClassifierRoute route, int index) throws Unanswerable {
        DenoisedFrame frame = request.frame();
        Optional<LiveModel<ClassifierModel>> head = route.latentHead(frame, request.modelWish());
        if (head.isPresent()) {
            LatentVector latent = latentOf(frame, head.get());
            return new Planned(
                    Group.of(head.get(), request, Optional.empty()),
                    new Work(index, new ClassifierInput(Optional.of(latent), Optional.empty()), 0));
        }
        requireAnyFor(request, route);
        long began = System.nanoTime();
        Pixels picture = request.picture().isPresent() ? request.picture().get() : pictureOf(frame);
        long decodeNanos = request.decodeNanos() + System.nanoTime() - began;
        LiveModel<ClassifierModel> classifier = route.frameClassifier(picture.shape(), request.modelWish())
                .orElseThrow(() -> noModel(request, picture.shape(), route));
        return new Planned(
                Group.of(classifier, request, Optional.of(picture.shape())),
                new Work(index, new ClassifierInput(Optional.empty(), Optional.of(picture)), decodeNanos));
    }

    /** By what the frame declares of its picture, where it does, so that none is decoded for nothing. */
    private static void requireAnyFor(Request request, ClassifierRoute route) throws Unanswerable {
        Image image = request.frame().getImage();
        int channels = image.getChannels() > 2 ? 3 : 1;
        boolean isDeclared = image.getChannels() > 0 && image.getHeight() > 0 && image.getWidth() > 0;
        if (!isDeclared || (long) image.getHeight() * image.getWidth() > LARGEST) {
            return;
        }
        ImageShape declared = new ImageShape(channels, image.getHeight(), image.getWidth());
        // a picture that is to be turned declares its sides the other way round
        ImageShape turned = new ImageShape(channels, image.getWidth(), image.getHeight());
        if (route.frameClassifier(declared, request.modelWish()).isEmpty()
                && route.frameClassifier(turned, request.modelWish()).isEmpty()) {
            throw noModel(request, declared, route);
        }
    }

    private static LatentVector latentOf(DenoisedFrame frame, LiveModel<ClassifierModel> head) throws Unanswerable {
        int expected = head.model().description().inputSpec().getLatentSize();
        if (frame.getLatentCount() != expected) {
            throw new Unanswerable(
                    Refusal.MALFORMED_FRAME,
                    "expected %d latent values in space %s, found %d"
                            .formatted(expected, frame.getDenoiser().getLatentSpace(), frame.getLatentCount()));
        }
        float[] values = new float[expected];
        for (int i = 0; i < expected; i++) {
            values[i] = frame.getLatent(i);
            if (!Float.isFinite(values[i])) {
                throw new Unanswerable(
                        Refusal.MALFORMED_FRAME,
                        "expected finite latent values, found " + values[i] + " at index " + i);
            }
        }
        return LatentVector.of(values);
    }

    private Pixels pictureOf(DenoisedFrame frame) throws Unanswerable {
        try {
            return codec.decode(frame.getImage());
        } catch (MalformedPayloadException malformed) {
            throw new Unanswerable(
                    Refusal.MALFORMED_FRAME, malformed.problem() + ": " + malformed.getMessage(), malformed);
        }
    }

    private static Unanswerable noModel(Request request, ImageShape shape, ClassifierRoute route) {
        String wish = request.modelWish().isEmpty() ? "" : " named '" + request.modelWish() + "'";
        return new Unanswerable(
                Refusal.NO_MODEL,
                "expected a latent space or a shape that a live classifier%s takes, found space '%s' and %s; served: %s"
                        .formatted(wish, request.frame().getDenoiser().getLatentSpace(), shape, route.served()));
    }

    private static void runGroup(Group group, List<Work> works, Outcome[] outcomes) {
        List<ClassifierInput> inputs = works.stream().map(Work::input).toList();
        try {
            long began = System.nanoTime();
            List<Scores> scores = ClassifierInput.classify(inputs, group.by().model());
            BatchRun run = new BatchRun(System.nanoTime() - began, works.size());
            compare(group, inputs, scores, run.nanos());
            for (int k = 0; k < works.size(); k++) {
                outcomes[works.get(k).index()] = labelled(group, works.get(k), scores.get(k), run);
            }
        } catch (InferenceException failure) {
            works.forEach(work -> outcomes[work.index()] = runOne(group, work));
        }
    }

    /** Canaries' own answers are not compared: that would be work for the live model. */
    private static void compare(Group group, List<ClassifierInput> inputs, List<Scores> scores, long nanos) {
        if (group.isCanarys()) {
            return;
        }
        ClassifierRoute.candidate(group.live()).ifPresent(candidate -> {
            long values = inputs.stream().mapToLong(ClassifierInput::values).sum();
            candidate.compare(
                    new Candidate.Answered(group.live().ref(), inputs.size(), values, nanos),
                    ClassifierTrial.of(inputs, scores, group.live().model().description()));
        });
    }

    private static Outcome runOne(Group group, Work work) {
        try {
            long began = System.nanoTime();
            List<Scores> scores =
                    ClassifierInput.classify(List.of(work.input()), group.by().model());
            return labelled(group, work, scores.get(0), new BatchRun(System.nanoTime() - began, 1));
        } catch (InferenceException failure) {
            if (group.isCanarys()) {
                group.live()
                        .candidate()
                        .ifPresent(canary -> canary.failed(group.live().ref(), 1));
                return runOne(group.withoutCanary(), work);
            }
            return refused(Refusal.INFERENCE_FAILED, failure);
        }
    }

    private static Outcome labelled(Group group, Work work, Scores scores, BatchRun run) {
        return new Outcome.Labelled(
                scores,
                group.by().model().description().labels(),
                group.by().ref(),
                group.shape().isPresent() ? Head.FRAME : Head.LATENT,
                times(work.decodeNanos(), run));
    }

    private static StageTimes times(long decodeNanos, BatchRun run) {
        return StageTimes.newBuilder()
                .setDecodeMicros(Micros.of(decodeNanos))
                .setInferMicros(Micros.of(run.nanosEach()))
                .setBatch(run.batch())
                .build();
    }

    /** A frame that no model can answer; carries the outcome out of the planning. */
    private static final class Unanswerable extends Exception {
        private static final long serialVersionUID = 1L;
        private final Refusal refusal;

        Unanswerable(Refusal refusal, String message) {
            this(refusal, message, null);
        }

        Unanswerable(Refusal refusal, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.refusal = refusal;
        }

        Outcome outcome() {
            String exception = getCause() == null ? "" : getCause().getClass().getName();
            return new Outcome.Refused(refusal, getMessage(), exception);
        }
    }
}
