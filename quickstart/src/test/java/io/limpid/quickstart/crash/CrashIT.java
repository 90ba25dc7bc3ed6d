package io.limpid.quickstart.crash;

import io.limpid.broker.LocalBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills both services in the middle of a stream and starts them again: nothing is lost, nothing doubled for a reader of
 * committed records, and each key's order is kept. With {@code -Dlimpid.it.delivery=at-least-once}, that is without the
 * transaction, it fails.
 */
class CrashIT {
    private static final int IMAGES = 20_000;

    @TempDir
    Path folder;

    @Test
    void losesAndDoublesNothingWhenServicesAreKilled() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                ServiceUnderTest denoiser = new ServiceUnderTest("denoiser", broker.bootstrap(), folder);
                ServiceUnderTest classifier = new ServiceUnderTest("classifier", broker.bootstrap(), folder)) {
            NumberedStream stream = new NumberedStream(broker.bootstrap(), folder);
            stream.prepare();
            denoiser.start();
            classifier.start();
            stream.publishImages(IMAGES);

            stream.killWhenSeen(NumberedStream.TOPICS.denoised(), IMAGES / 5, denoiser);
            stream.killWhenSeen(NumberedStream.TOPICS.labels(), IMAGES / 3, classifier);
            stream.killWhenSeen(NumberedStream.TOPICS.denoised(), IMAGES / 2, denoiser);
            stream.killWhenSeen(NumberedStream.TOPICS.labels(), 2 * IMAGES / 3, classifier);

            stream.assertWhole(NumberedStream.TOPICS.denoised(), denoiser);
            stream.assertWhole(NumberedStream.TOPICS.labels(), classifier);
            stream.assertEmpty(NumberedStream.TOPICS.noisyDead());
            stream.assertEmpty(NumberedStream.TOPICS.denoisedDead());
        }
    }
}
