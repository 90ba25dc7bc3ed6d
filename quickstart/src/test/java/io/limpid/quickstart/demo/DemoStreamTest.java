package io.limpid.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.stream.Topics;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.NoisySource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DemoStreamTest {
    private static final ImageSet BLACK =
            ImageSet.of(new ImageSet.Shape(1, 4, 4), new byte[4 * 16], new byte[4], List.of("none"));

    @Test
    void saysThatTheBrokerIsGone() {
        try (TemporaryBroker broker = TemporaryBroker.start()) {
            StreamAddress address = new StreamAddress(broker.bootstrap(), "");
            Topics topics = address.topics();
            broker.createTopics(
                    1, topics.noisy(), topics.denoised(), topics.labels(), topics.noisyDead(), topics.denoisedDead());
            NoisySource source = new NoisySource(BLACK, NoiseModel.parse("gaussian:0.5"), 0);
            AtomicBoolean gone = new AtomicBoolean();
            Runnable once = () -> {
                if (gone.compareAndSet(false, true)) {
                    broker.stop();
                }
            };

            try (DemoStream stream = new DemoStream(Console.beside(), address, once, source, 4)) {
                assertThatThrownBy(stream::run)
                        .isInstanceOf(CommandFailure.class)
                        .hasMessage("no Kafka broker answers at " + address.bootstrap());
            }
        }
    }
}
