package io.limpid.streaming;

import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.Publications;
import io.limpid.inference.ModelFetcher;
import io.limpid.streaming.loop.BatchHandler;
import io.limpid.streaming.loop.Delivery;
import io.limpid.streaming.loop.StreamRoute;
import io.limpid.streaming.loop.StreamSettings;
import io.limpid.streaming.loop.TopicSetup;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.models.ModelInstaller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A whole service of the stream, whose models do nothing.
 *
 * @param folder for its models
 * @param kafka its clients' properties
 */
public record IdleService(String name, Topics topics, Path folder, Map<String, Object> kafka) {
    /** What the handler does with records is up to the test; to be closed by the caller. */
    public StreamService with(BatchHandler handler, StreamMetrics metrics, Optional<TopicSetup> setup) {
        ModelCatalogue<AutoCloseable> catalogue = new ModelCatalogue<>();
        Path cache = folder.resolve("cache");
        ModelInstaller<AutoCloseable> installer = new ModelInstaller<>(
                Set.of(Task.DENOISE),
                new ModelFetcher(cache, 1000),
                (onnx, published) -> () -> {},
                catalogue,
                metrics,
                cache);
        return new StreamService(
                settings(), new StreamService.StreamModels<>(topics, catalogue, installer), handler, metrics, setup);
    }

    private StreamSettings settings() {
        return new StreamSettings(
                new ServiceIdentity(name, "1"),
                "one",
                new StreamRoute(topics.noisy(), topics.denoised(), topics.noisyDead()),
                Delivery.EXACTLY_ONCE,
                64,
                Duration.ofMillis(2),
                Duration.ofSeconds(6),
                kafka);
    }

    /** Version 7 of digits, which such a service takes. */
    public static ModelPublished model(Path folder) {
        return Publications.live(folder.resolve("digits.onnx"), "digits", 7, Task.DENOISE, new byte[] {1, 2, 3}, "")
                .build();
    }
}
