package io.limpid.denoiser;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.streaming.models.LiveModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Denoises images of mixed shapes with the models that are live. Images that go to the same model and have the same shape run
 * as one batch; one on which a model fails does not take the others with it.
 */
final class Denoising {
    /** What may run together. */
    private record Group(LiveModel<DenoiserModel> model, ImageShape shape) {}

    /**
     * @param requests any number, in any mix of shapes
     * @param newestFirst the live models
     * @return one outcome a request, in the same order
     */
    List<Outcome> run(List<Request> requests, List<LiveModel<DenoiserModel>> newestFirst) {
        DenoiserRoute route = new DenoiserRoute(newestFirst);
        Outcome[] outcomes = new Outcome[requests.size()];
        Map<Group, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            Request request = requests.get(i);
            ImageShape shape = request.payload().pixels().shape();
            Optional<LiveModel<DenoiserModel>> model = route.pick(shape, request.modelWish());
            if (model.isPresent()) {
                groups.computeIfAbsent(new Group(model.get(), shape), group -> new ArrayList<>())
                        .add(i);
            } else {
                outcomes[i] = noModel(request, route);
            }
        }
        groups.forEach((group, indices) -> runGroup(group.model(), indices, requests, outcomes));
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

    private static void runGroup(
            LiveModel<DenoiserModel> live, List<Integer> indices, List<Request> requests, Outcome[] outcomes) {
        List<Pixels> images =
                indices.stream().map(i -> requests.get(i).payload().pixels()).toList();
        try {
            long began = System.nanoTime();
            List<Denoised> denoised = live.model().denoise(images);
            Run run = new Run(System.nanoTime() - began, images.size());
            for (int k = 0; k < indices.size(); k++) {
                outcomes[indices.get(k)] = clean(denoised.get(k), live, run);
            }
        } catch (InferenceException failure) {
            runOneByOne(live, indices, images, outcomes);
        }
    }

    private static void runOneByOne(
            LiveModel<DenoiserModel> live, List<Integer> indices, List<Pixels> images, Outcome[] outcomes) {
        for (int k = 0; k < indices.size(); k++) {
            try {
                long began = System.nanoTime();
                List<Denoised> denoised = live.model().denoise(List.of(images.get(k)));
                Run run = new Run(System.nanoTime() - began, 1);
                outcomes[indices.get(k)] = clean(denoised.get(0), live, run);
            } catch (InferenceException failure) {
                outcomes[indices.get(k)] = new Outcome.Refused(
                        Refusal.INFERENCE_FAILED,
                        failure.getMessage(),
                        failure.getClass().getName());
            }
        }
    }

    private static Outcome clean(Denoised denoised, LiveModel<DenoiserModel> live, Run run) {
        return new Outcome.Clean(denoised, live.ref(), run, live.model().maybeTraining());
    }
}
