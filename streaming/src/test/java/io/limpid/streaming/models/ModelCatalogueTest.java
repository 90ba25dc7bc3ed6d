package io.limpid.streaming.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ModelCatalogueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ModelCatalogue<TextModel> catalogue = new ModelCatalogue<>();

    @Test
    void closesTheOldModelOnlyWhenNobodyWorksWithItAndHoldsNobodyUpMeanwhile() throws InterruptedException {
        TextModel old = install("digits", 1);
        CountDownLatch inUse = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        boolean[] closedDuringBatch = new boolean[1];
        Thread batch = new Thread(() -> catalogue.using(models -> {
            inUse.countDown();
            awaitQuietly(done);
            closedDuringBatch[0] = models.get(0).model().closed;
            return models;
        }));
        batch.start();
        inUse.await();

        Thread swap = new Thread(() -> install("digits", 2));
        swap.start();
        await().atMost(PATIENCE).until(() -> swap.getState() == Thread.State.WAITING);
        boolean closedBeforeEnd = old.closed;
        // the other goes on: who asks now gets the new model at once
        List<Long> whileInUse = catalogue.using(models -> models.stream()
                .map(model -> model.published().getRef().getVersion())
                .toList());
        done.countDown();
        batch.join();
        swap.join();

        assertThat(whileInUse).containsExactly(2L);
        assertThat(closedBeforeEnd).isFalse();
        assertThat(closedDuringBatch[0]).isFalse();
        assertThat(old.closed).isTrue();
        assertThat(versions()).containsExactly(2L);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void offersTheNewestFirst() {
        install("digits", 1);
        install("letters", 2);
        assertThat(versions()).containsExactly(2L, 1L);

        install("digits", 3);

        assertThat(versions()).containsExactly(3L, 2L);
    }

    @Test
    void showsNoModelUntilItIsReleasedAndThenAllOfThem() {
        catalogue.hold();
        install("digits", 1);
        TextModel replaced = install("letters", 2);
        install("letters", 3);
        assertThat(catalogue.isEmpty()).isTrue();
        assertThat(versions()).isEmpty();
        assertThat(catalogue.hasOpened()).isTrue();
        assertThat(replaced.closed).isTrue();

        catalogue.release();

        assertThat(versions()).containsExactly(3L, 1L);
        install("maps", 4);
        assertThat(versions()).containsExactly(4L, 3L, 1L);
    }

    @Test
    void closesAllModelsWithItself() {
        TextModel digits = install("digits", 1);
        TextModel letters = install("letters", 1);
        assertThat(catalogue.isEmpty()).isFalse();

        catalogue.close();

        assertThat(catalogue.isEmpty()).isTrue();
        assertThat(digits.closed).isTrue();
        assertThat(letters.closed).isTrue();
    }

    private TextModel install(String name, long version) {
        TextModel model = new TextModel(name);
        ModelRef ref = ModelRef.newBuilder().setName(name).setVersion(version).build();
        catalogue.install(
                new LiveModel<>(ModelPublished.newBuilder().setRef(ref).build(), model));
        return model;
    }

    private List<Long> versions() {
        return catalogue.published().stream()
                .map(published -> published.getRef().getVersion())
                .toList();
    }
}
