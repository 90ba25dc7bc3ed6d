package io.limpid.denoiser;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.DenoiserRouting;
import io.limpid.inference.InferenceException;
import io.limpid.streaming.BatchRun;
import io.limpid.streaming.models.Candidate;
import io.limpid.streaming.models.LiveModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Denoises images of mixed shapes with the models that are live, or their canaries. Images that go to the same model and have the
 * same shape run as one batch; one on which a model fails does not take the others with it, and those that a canary fails on are
 * answered by the live model.
 */
final class Denoising {
    private final DenoiserRouting routing;

    Denoising(DenoiserRouting routing) {
        this.routing = requireNonNull(routing, "routing");
    }

    /**
     * What may run together.
     *
     * @param by who answers: the live model, or its canary
     */
    private record Group(LiveModel<DenoiserModel> live, LiveModel<DenoiserModel> by, ImageShape shape) {
        boolean isCanarys() {
            return by != live;
        }

        Group withoutCanary() {
            return new Group(live, live, shape);
        }
    }

    /**
     * @param requests any number, in any mix of shapes
     * @param newestFirst the live models
     * @return one outcome a request, in the same order
     */
    List<Outcome> run(List<Request> requests, List<LiveModel<DenoiserModel>> newestFirst) {
        DenoiserRoute route = new DenoiserRoute(newestFirst, routing);
        Outcome[] outcomes = new Outcome[requests.size()];
        Map<Group, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            Request request = requests.get(i);
            Pixels image = request.payload().pixels();
            ImageShape shape = image.shape();
            Optional<LiveModel<DenoiserModel>> model = route.pick(image, request.modelWish());
            if (model.isPresent()) {
                LiveModel<DenoiserModel> by =
                        DenoiserRoute.canary(model.get(), shape, request.id()).orElse(model.get());
                groups.computeIfAbsent(new Group(model.get(), by, shape), group -> new ArrayList<>())
                        .add(i);
            } else {
                outcomes[i] = noModel(request, route);
            }
        }
        groups.forEach((group, indices) -> runGroup(group, indices, requests, outcomes));
        return Arrays.asList(outcomes);
    }

    private static Outcome noModel(Request request, DenoiserRoute route) {
        String wish = request.modelWish().isEmpty() ? "" : " named '" + request.modelWish() + "'";
        return new Outcome.Refused(
                Refusal.NO_MODEL,
                "expected a shape that a live denoiser" + wish + " takes, found "
                        + request.payload().pixels().shape() + "; served: " + route.served(),
                "");
    }

    private static void runGroup(Group group, List<Integer> indices, List<Request> requests, Outcome[] outcomes) {
        List<Pixels> images =
                indices.stream().map(i -> requests.get(i).payload().pixels()).toList();
        try {
            long began = System.nanoTime();
            List<Denoised> denoised = group.by().model().denoise(images);
            BatchRun run = new BatchRun(System.nanoTime() - began, images.size());
            compare(group, images, denoised, run.nanos());
            for (int k = 0; k < indices.size(); k++) {
                outcomes[indices.get(k)] = clean(denoised.get(k), group.by(), run);
            }
        } catch (InferenceException failure) {
            runOneByOne(group, indices, images, outcomes);
        }
    }

    /** Canaries' own answers are not compared: that would be work for the live model. */
    private static void compare(Group group, List<Pixels> images, List<Denoised> denoised, long nanos) {
        if (group.isCanarys()) {
            return;
        }
        DenoiserRoute.candidate(group.live(), group.shape()).ifPresent(candidate -> {
            long values = 2L * images.size() * group.shape().size();
            candidate.compare(
                    new Candidate.Answered(group.live().ref(), images.size(), values, nanos),
                    new DenoiserTrial(images, denoised));
        });
    }

    private static void runOneByOne(Group group, List<Integer> indices, List<Pixels> images, Outcome[] outcomes) {
        for (int k = 0; k < indices.size(); k++) {
            outcomes[indices.get(k)] = runOne(group, images.get(k));
        }
    }

    private static Outcome runOne(Group group, Pixels image) {
        try {
            long began = System.nanoTime();
            List<Denoised> denoised = group.by().model().denoise(List.of(image));
            return clean(denoised.get(0), group.by(), new BatchRun(System.nanoTime() - began, 1));
        } catch (InferenceException failure) {
            if (group.isCanarys()) {
                group.live()
                        .candidate()
                        .ifPresent(canary -> canary.failed(group.live().ref(), 1));
                return runOne(group.withoutCanary(), image);
            }
            return new Outcome.Refused(
                    Refusal.INFERENCE_FAILED,
                    failure.getMessage(),
                    failure.getClass().getName());
        }
    }

    private static Outcome clean(Denoised denoised, LiveModel<DenoiserModel> live, BatchRun run) {
        return new Outcome.Clean(denoised, live.ref(), run, live.model().maybeTraining());
    }
}
