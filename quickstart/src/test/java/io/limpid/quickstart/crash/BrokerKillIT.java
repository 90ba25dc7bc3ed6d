package io.limpid.quickstart.crash;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the broker in mid-stream and starts it again on what it had stored: once after the services have given their clients up,
 * once at once. They go on by themselves, and nothing is lost, doubled or out of order.
 */
class BrokerKillIT {
    private static final int IMAGES = 12_000;

    @TempDir
    Path folder;

    @Test
    void losesAndDoublesNothingWhenTheBrokerIsKilled() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(folder);
                ServiceUnderTest denoiser = impatient("denoiser", broker);
                ServiceUnderTest classifier = impatient("classifier", broker)) {
            broker.start();
            NumberedStream stream = new NumberedStream(broker.bootstrap(), folder);
            stream.prepare();
            denoiser.start();
            classifier.start();
            stream.publishImages(IMAGES);

            stream.awaitSeen(NumberedStream.TOPICS.denoised(), IMAGES / 4);
            broker.kill();
            await().atMost(NumberedStream.PATIENCE)
                    .until(() -> denoiser.log().contains("stream interrupted, trying again"));
            broker.start();
            stream.awaitSeen(NumberedStream.TOPICS.labels(), IMAGES / 2);
            broker.kill();
            broker.start();

            stream.assertWhole(NumberedStream.TOPICS.denoised(), denoiser);
            stream.assertWhole(NumberedStream.TOPICS.labels(), classifier);
            stream.assertEmpty(NumberedStream.TOPICS.noisyDead());
            stream.assertEmpty(NumberedStream.TOPICS.denoisedDead());
        }
    }

    /** Gives a broker that is away up after two seconds instead of thirty. */
    private ServiceUnderTest impatient(String name, BrokerProcess broker) {
        return new ServiceUnderTest(name, broker.bootstrap(), folder)
                // small batches: a quick machine would be done before the broker is killed
                .with("limpid.max-poll-records", "64")
                .with("limpid.kafka.max.block.ms", "2000")
                .with("limpid.kafka.request.timeout.ms", "1000")
                .with("limpid.kafka.delivery.timeout.ms", "2000");
    }
}
