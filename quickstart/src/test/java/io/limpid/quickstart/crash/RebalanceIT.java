package io.limpid.quickstart.crash;

import io.limpid.broker.LocalBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adds and removes replicas, by stop and by kill, while images keep coming: partitions move from under batches in progress. */
class RebalanceIT {
    private static final int IMAGES_PER_SECOND = 250;

    @TempDir
    Path folder;

    @Test
    void losesAndDoublesNothingWhenPartitionsMove() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                ServiceUnderTest one = replica("denoiser", "one", broker);
                ServiceUnderTest two = replica("denoiser", "two", broker);
                ServiceUnderTest three = replica("denoiser", "three", broker);
                ServiceUnderTest classifier = replica("classifier", "one", broker);
                ServiceUnderTest second = replica("classifier", "two", broker);
                Group denoisers = new Group(broker.bootstrap(), one);
                Group classifiers = new Group(broker.bootstrap(), classifier)) {
            NumberedStream stream = new NumberedStream(broker.bootstrap(), folder);
            stream.prepare();
            one.start();
            classifier.start();
            try (AutoCloseable images = stream.publishSteadily(IMAGES_PER_SECOND)) {
                denoisers.awaitSharedBy(1);
                two.start();
                second.start();
                denoisers.awaitSharedBy(2);
                classifiers.awaitSharedBy(2);
                three.start();
                denoisers.awaitSharedBy(3);
                one.stop();
                classifier.kill();
                denoisers.awaitSharedBy(2);
                classifiers.awaitSharedBy(1);
                two.kill();
                one.start();
                classifier.start();
                denoisers.awaitSharedBy(2);
                classifiers.awaitSharedBy(2);
            }

            stream.assertWhole(NumberedStream.TOPICS.denoised(), one);
            stream.assertWhole(NumberedStream.TOPICS.labels(), classifier);
            stream.assertEmpty(NumberedStream.TOPICS.noisyDead());
            stream.assertEmpty(NumberedStream.TOPICS.denoisedDead());
        }
    }

    private ServiceUnderTest replica(String name, String instance, LocalBroker broker) {
        return new ServiceUnderTest(name, instance, broker.bootstrap(), folder).with("limpid.session-timeout", "3s");
    }
}
