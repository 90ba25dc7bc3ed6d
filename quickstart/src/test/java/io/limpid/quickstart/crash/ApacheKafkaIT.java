package io.limpid.quickstart.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The services as processes against Apache Kafka's own image, where Docker is. */
class ApacheKafkaIT {
    private static final int IMAGES = 1_000;

    @TempDir
    Path folder;

    @Test
    void answersEveryImageOnceAgainstApacheKafkaInAContainer() throws Exception {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "Docker is not here: the container test is skipped");
        try (KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.1")) {
            // the image's start script overwrites copies of its templates, which need not be writable for its own user
            kafka.withCreateContainerCmdModifier(command -> command.withUser("root"));
            kafka.start();
            NumberedStream stream = new NumberedStream(kafka.getBootstrapServers(), folder);
            try (ServiceUnderTest denoiser = new ServiceUnderTest("denoiser", kafka.getBootstrapServers(), folder);
                    ServiceUnderTest classifier =
                            new ServiceUnderTest("classifier", kafka.getBootstrapServers(), folder)) {
                stream.prepare();
                denoiser.start();
                classifier.start();
                stream.publishImages(IMAGES);
                stream.killWhenSeen(NumberedStream.TOPICS.denoised(), IMAGES / 2, denoiser);

                stream.assertWhole(NumberedStream.TOPICS.denoised(), denoiser);
                stream.assertWhole(NumberedStream.TOPICS.labels(), classifier);
            }
        }
    }
}
