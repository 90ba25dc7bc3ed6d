package io.limpid.denoiser;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.image.AnswerForm;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.NoisyPayload;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.DenoiserRouting;
import io.limpid.inference.SessionSettings;
import io.limpid.streaming.models.LiveModel;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DenoisingTest {
    private final Denoising denoising = new Denoising(DenoiserRouting.USUAL);

    private static Request request(int side, float value) {
        ImageShape shape = new ImageShape(1, side, side);
        Pixels pixels = Pixels.of(shape, SampleImages.uniform(shape.size(), value));
        return new Request(new NoisyPayload("", pixels, AnswerForm.of(Encoding.FLOAT32), 0, Map.of()), "id", "", 0);
    }

    private static List<Integer> batches(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome ->
                        outcome instanceof Outcome.Clean clean ? clean.run().batch() : 0)
                .collect(Collectors.toList());
    }

    /** Each image is told how many shared its run: those of its shape, and none when the run failed and it went alone. */
    @Test
    void imagesOfOneShapeShareARun() throws Exception {
        try (DenoiserModel any =
                        DenoiserModel.open(FixtureModels.anySizeDenoiser(1, 1, "any"), SessionSettings.cpu(1));
                DenoiserModel fragile =
                        DenoiserModel.open(FixtureModels.fragileDenoiser(1, 8, 8), SessionSettings.cpu(1))) {
            List<LiveModel<DenoiserModel>> live = List.of(
                    new LiveModel<>(ModelPublished.getDefaultInstance(), fragile),
                    new LiveModel<>(ModelPublished.getDefaultInstance(), any));

            List<Outcome> mixed = denoising.run(
                    List.of(request(4, 0), request(6, 0), request(4, 1), request(4, 0.5f), request(6, 1)), live);
            List<Outcome> failing = denoising.run(List.of(request(8, 0), request(8, 0.5f), request(8, 1)), live);

            assertThat(batches(mixed)).containsExactly(3, 2, 3, 3, 2);
            assertThat(batches(failing)).containsExactly(1, 0, 1);
            assertThat(mixed).allSatisfy(outcome -> assertThat(
                            ((Outcome.Clean) outcome).run().nanosEach())
                    .isPositive());
        }
    }

    private static ModelPublished published(String name, boolean fallback) {
        return ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder().setName(name))
                .setFallback(fallback)
                .build();
    }

    private static List<String> names(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome instanceof Outcome.Clean clean
                        ? clean.denoiser().getName()
                        : "none")
                .toList();
    }

    /** Models that come with Limpid, published last, give way to one's own; a preferred one goes before it. */
    @Test
    void fallbacksServeWhatNoOtherTakes() throws Exception {
        try (DenoiserModel any =
                        DenoiserModel.open(FixtureModels.anySizeDenoiser(1, 1, "any"), SessionSettings.cpu(1));
                DenoiserModel small =
                        DenoiserModel.open(FixtureModels.denoiser(1, 8, 8, 1, "small"), SessionSettings.cpu(1))) {
            List<LiveModel<DenoiserModel>> live = List.of(
                    new LiveModel<>(published("photo", true), any),
                    new LiveModel<>(published("small", true), small),
                    new LiveModel<>(published("page", true), any));
            List<LiveModel<DenoiserModel>> withOwn = Stream.concat(
                            live.stream(), Stream.of(new LiveModel<>(published("own", false), any)))
                    .toList();
            List<Request> requests = List.of(request(4, 0), request(8, 0));
            Denoising preferring = new Denoising(new DenoiserRouting(List.of("page")));

            assertThat(names(denoising.run(requests, live))).containsExactly("photo", "small");
            assertThat(names(denoising.run(requests, withOwn))).containsExactly("own", "small");
            assertThat(names(preferring.run(requests, withOwn))).containsExactly("page", "small");
        }
    }
}
