package io.limpid.streaming.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.ModelFetcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shadows and canaries beside live models. */
class CandidatesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ModelCatalogue<TextModel> catalogue = new ModelCatalogue<>();
    private final RecordingEvents events = new RecordingEvents();
    private ModelShelf shelf;
    private ModelInstaller<TextModel> installer;

    @BeforeEach
    void open() throws IOException {
        shelf = new ModelShelf();
        installer = new ModelInstaller<>(
                Set.of(Task.DENOISE), new ModelFetcher(folder, 1000), TextModel::open, catalogue, events, folder);
        apply(shelf.publication("digits", 1, "one"));
    }

    @AfterEach
    void close() {
        catalogue.close();
        shelf.close();
    }

    @Test
    void aShadowIsComparedAndServesNobody() {
        apply(shadow(2, "two"));

        Candidate<TextModel> shadow = candidate();
        shadow.compare(answered(3), model -> {
            assertThat(model.text).isEqualTo("two");
            return new Compared(3, 0, 120, 0);
        });

        await().atMost(PATIENCE).until(() -> !events.comparisons.isEmpty());
        ModelComparison comparison = events.comparisons.get(0);
        assertThat(comparison.getWith().getVersion()).isEqualTo(1);
        assertThat(comparison.getImages()).isEqualTo(3);
        assertThat(comparison.getPsnr()).isEqualTo(40);
        assertThat(comparison.hasAgreed()).isFalse();
        assertThat(comparison.getLiveMillis()).isEqualTo(2);
        assertThat(sides()).containsOnly(false);
        assertThat(live().model().text).isEqualTo("one");
    }

    @Test
    void aCanaryServesItsShareOfTheKeysAndAlwaysTheSame() {
        apply(canary(2, "two", 0.3));

        List<Boolean> once = sides();
        List<Boolean> again = sides();

        assertThat(once).isEqualTo(again).contains(true, false);
        assertThat(once.stream().filter(side -> side).count()).isBetween(200L, 400L);
        assertThat(candidate().canaryFor(keyOf(true)).orElseThrow().model().text)
                .isEqualTo("two");
    }

    /** By key, whether the candidate serves it. */
    private List<Boolean> sides() {
        return IntStream.range(0, 1000)
                .mapToObj(i -> candidate().canaryFor("camera-" + i).isPresent())
                .toList();
    }

    private String keyOf(boolean canarys) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "camera-" + i)
                .filter(key -> candidate().canaryFor(key).isPresent() == canarys)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void aShareThatIsNoneIsRefused(double share) {
        apply(canary(2, "two", share));

        assertThat(events.lines)
                .last()
                .asString()
                .startsWith("refused digits 2: expected a canary's share of the keys above 0 and below 1, found ");
        assertThat(live().candidate()).isEmpty();
    }

    @Test
    void oneThatFailsIsCountedAndNothingElse() {
        apply(shadow(2, "two"));

        candidate().compare(answered(3), model -> {
            throw new IllegalStateException("boom");
        });

        await().atMost(PATIENCE).until(() -> !events.comparisons.isEmpty());
        assertThat(events.comparisons.get(0).getFailures()).isEqualTo(3);
        assertThat(events.comparisons.get(0).getImages()).isZero();
        assertThat(events.comparisons.get(0).hasPsnr()).isFalse();
    }

    /** A shadow that hangs: batches go on, its backlog is limited, and neither it nor its successor can be stuck on it. */
    @Test
    void oneThatHangsHoldsUpNobody() throws InterruptedException {
        apply(shadow(2, "two"));
        TextModel hanging = candidate().model();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        candidate().compare(answered(1), model -> {
            running.countDown();
            end.await();
            return Compared.failed(0);
        });
        running.await();

        for (int i = 0; i < 10; i++) {
            catalogue.using(models -> {
                models.get(0).candidate().orElseThrow().compare(answered(1), model -> Compared.pictures(1));
                return models;
            });
        }
        ModelComparison soFar = events.comparisons.get(events.comparisons.size() - 1);
        assertThat(soFar.getSkipped()).isGreaterThanOrEqualTo(6);
        apply(shadow(3, "three"));
        assertThat(candidate().model().text).isEqualTo("three");
        assertThat(hanging.closed).as("not while it runs").isFalse();
        end.countDown();

        await().atMost(PATIENCE).until(() -> hanging.closed);
        assertThat(live().model().closed).isFalse();
    }

    @Test
    void oneThatDoesNotOpenLeavesEverythingAsItIs() {
        apply(shadow(2, "two"));

        apply(shadow(3, "corrupt"));

        assertThat(events.lines).last().asString().startsWith("refused digits 3: ");
        assertThat(candidate().model().text).isEqualTo("two");
        assertThat(live().model().text).isEqualTo("one");
    }

    @Test
    void isGoneWhenItsRecordIsDeleted() {
        apply(canary(2, "two", 0.5));
        TextModel beside = candidate().model();
        TextModel serving = candidate().canaryFor(keyOf(true)).orElseThrow().model();

        installer.retire(ModelKey.candidate("digits"));

        assertThat(live().candidate()).isEmpty();
        assertThat(beside.closed).isTrue();
        assertThat(serving.closed).isTrue();
        assertThat(live().model().closed).isFalse();
        assertThat(events.lines).containsExactly("live digits 1", "CANARY digits 2", "withdrawn digits 2");
    }

    @Test
    void waitsForALiveModelToBeTriedBeside() {
        apply(shadow(2, "two"));
        installer.retire(ModelKey.live("digits"));
        assertThat(catalogue.isEmpty()).isTrue();
        assertThat(catalogue.tried()).hasSize(1);

        apply(shelf.publication("digits", 3, "three"));

        assertThat(candidate().model().text).isEqualTo("two");
        assertThat(live().model().text).isEqualTo("three");
    }

    @Test
    void comparesAnewWhenAnotherModelGoesLive() {
        apply(shadow(2, "two"));
        candidate().compare(answered(1), model -> Compared.pictures(20));
        await().atMost(PATIENCE).until(() -> events.comparisons.size() == 1);
        apply(shelf.publication("digits", 3, "three"));

        candidate().compare(answered(1), model -> Compared.pictures(40));

        await().atMost(PATIENCE).until(() -> events.comparisons.size() == 2);
        assertThat(events.comparisons.get(1).getWith().getVersion()).isEqualTo(3);
        assertThat(events.comparisons.get(1).getPsnr()).isEqualTo(40);
    }

    private void apply(ModelPublished published) {
        assertThat(installer.apply(ModelKey.of(published), published)).isTrue();
    }

    private ModelPublished shadow(long version, String text) {
        return shelf.publication("digits", version, text).toBuilder()
                .setStage(Stage.SHADOW)
                .build();
    }

    private ModelPublished canary(long version, String text, double share) {
        return shelf.publication("digits", version, text).toBuilder()
                .setStage(Stage.CANARY)
                .setShare(share)
                .build();
    }

    /** As large as a third of what may wait. */
    private Candidate.Answered answered(int images) {
        return new Candidate.Answered(live().ref(), images, (4L << 20) / 3, images * 2_000_000L);
    }

    private LiveModel<TextModel> live() {
        return catalogue.using(models -> models.get(0));
    }

    private Candidate<TextModel> candidate() {
        return live().candidate().orElseThrow();
    }
}
