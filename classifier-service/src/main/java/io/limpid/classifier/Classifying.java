package io.limpid.classifier;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Head;
import io.limpid.contracts.v1.StageTimes;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.LatentVector;
import io.limpid.inference.Scores;
import io.limpid.streaming.Micros;
import io.limpid.streaming.models.LiveModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Classifies frames with the models that are live: from the latent vector where a head knows its space, else from the picture,
 * which is decoded only then. One frame on which a model fails does not take the others with it.
 */
final class Classifying {
    private final ImageCodec codec;
    private final long maxValues;

    /** @param maxValues of decoded pictures held at once, so that large ones don't fill the memory */
    Classifying(ImageCodec codec, long maxValues) {
        this.codec = requireNonNull(codec, "codec");
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
            if (values >= maxValues) {
                runGroups(groups, outcomes);
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

    /** What may run together. */
    private record Group(LiveModel<ClassifierModel> model, Optional<ImageShape> shape) {}

    /** One frame's input to its model: a latent vector or a picture. */
    private record Work(int index, Optional<LatentVector> latent, Optional<Pixels> picture, long decodeNanos) {}

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
                    new Group(head.get(), Optional.empty()), new Work(index, Optional.of(latent), Optional.empty(), 0));
        }
        long began = System.nanoTime();
        Pixels picture = request.picture().isPresent() ? request.picture().get() : pictureOf(frame);
        long decodeNanos = request.decodeNanos() + System.nanoTime() - began;
        LiveModel<ClassifierModel> classifier = route.frameClassifier(picture.shape(), request.modelWish())
                .orElseThrow(() -> noModel(request, picture.shape(), route));
        return new Planned(
                new Group(classifier, Optional.of(picture.shape())),
                new Work(index, Optional.empty(), Optional.of(picture), decodeNanos));
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
        try {
            long began = System.nanoTime();
            List<Scores> scores = infer(group, works);
            Run run = new Run(System.nanoTime() - began, works.size());
            for (int k = 0; k < works.size(); k++) {
                outcomes[works.get(k).index()] = labelled(group, works.get(k), scores.get(k), run);
            }
        } catch (InferenceException failure) {
            works.forEach(work -> outcomes[work.index()] = runOne(group, work));
        }
    }

    private static Outcome runOne(Group group, Work work) {
        try {
            long began = System.nanoTime();
            Scores scores = infer(group, List.of(work)).get(0);
            return labelled(group, work, scores, new Run(System.nanoTime() - began, 1));
        } catch (InferenceException failure) {
            return refused(Refusal.INFERENCE_FAILED, failure);
        }
    }

    private static List<Scores> infer(Group group, List<Work> works) throws InferenceException {
        ClassifierModel model = group.model().model();
        return group.shape().isPresent()
                ? model.classifyFrames(
                        works.stream().flatMap(work -> work.picture().stream()).toList())
                : model.classifyLatents(
                        works.stream().flatMap(work -> work.latent().stream()).toList());
    }

    private static Outcome labelled(Group group, Work work, Scores scores, Run run) {
        return new Outcome.Labelled(
                scores,
                group.model().model().description().labels(),
                group.model().ref(),
                group.shape().isPresent() ? Head.FRAME : Head.LATENT,
                times(work.decodeNanos(), run));
    }

    private static StageTimes times(long decodeNanos, Run run) {
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
