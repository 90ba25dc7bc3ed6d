package io.limpid.quickstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.LocalBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pauses a replica in the middle of a transaction for longer than its session lasts, and wakes it up when others have answered
 * what it was about: its transaction must never be committed.
 */
class ZombieIT {
    private static final int IMAGES = 4_000;
    private static final int PACE = 500;

    @TempDir
    Path folder;

    @Test
    void aReplicaThatWakesUpTooLateCommitsNothingAndRejoins() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                ServiceUnderTest one = denoiser("one", broker, folder);
                ServiceUnderTest two = denoiser("two", broker, folder);
                Group group = new Group(broker.bootstrap(), one)) {
            NumberedStream stream = new NumberedStream(broker.bootstrap(), folder);
            stream.prepare();
            one.start();
            two.start();
            group.awaitSharedBy(2);
            stream.publishImages(IMAGES);
            pauseInMidTransaction(one, group, stream);
            group.awaitSharedBy(1);
            group.awaitAllCommitted();

            one.resume();

            group.awaitSharedBy(2);
            stream.assertWhole(NumberedStream.TOPICS.denoised(), one);
            two.stop();
            stream.publishImages(IMAGES / 4);
            stream.assertWhole(NumberedStream.TOPICS.denoised(), one);
        }
    }

    @Test
    void aReplicaWhoseNameWasTakenMeanwhileEndsAndCommitsNothing() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        assertThat(elsewhere.toFile().mkdir()).isTrue();
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                ServiceUnderTest one = denoiser("one", broker, folder);
                ServiceUnderTest namesake = denoiser("one", broker, elsewhere);
                Group group = new Group(broker.bootstrap(), one)) {
            NumberedStream stream = new NumberedStream(broker.bootstrap(), folder);
            stream.prepare();
            one.start();
            group.awaitSharedBy(1);
            stream.publishImages(IMAGES);
            pauseInMidTransaction(one, group, stream);
            namesake.start();
            group.awaitAllCommitted();

            one.resume();

            await().atMost(NumberedStream.PATIENCE)
                    .until(() -> one.log().contains("fenced: another process uses the same limpid.instance"));
            stream.publishImages(IMAGES / 4);
            stream.assertWhole(NumberedStream.TOPICS.denoised(), namesake);
            assertThat(namesake.log()).doesNotContain("fenced");
        }
    }

    /** With images that go on coming: a quick machine has done with any number before it is caught. */
    private static void pauseInMidTransaction(ServiceUnderTest one, Group group, NumberedStream stream)
            throws Exception {
        try (AutoCloseable publishing = stream.publishSteadily(PACE)) {
            assertThat(publishing).isNotNull();
            group.pauseInMidTransaction(one);
        }
    }

    private static ServiceUnderTest denoiser(String instance, LocalBroker broker, Path folder) {
        return new ServiceUnderTest("denoiser", instance, broker.bootstrap(), folder)
                .with("limpid.session-timeout", "3s")
                // small batches, so that many transactions follow each other
                .with("limpid.max-poll-records", "64");
    }
}
