package io.limpid.denoiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.streaming.StreamService;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models, one after another, while images stream as fast as they are answered. */
class SwapUnderLoadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** As many again come first: compilers and allocators take what they need in the first seconds under load. */
    private static final int SWAPS = 50;

    private static final int KEYS = 20;
    /** Records that wait for an answer at any time: some polls of them, so that the service never waits for one. */
    private static final int WAITING = 512;

    /** 6 MiB of weights each. */
    private static final byte[] HEAVY = FixtureModels.heavyDenoiser(28, 28, 2048, "heavy");
    /** Fifty models that were not freed are 300 MiB. */
    private static final long TOLERANCE_MEBIBYTES = 100;

    @TempDir
    Path folder;

    private final ExecutorService sender = Executors.newSingleThreadExecutor();
    private final AtomicBoolean enough = new AtomicBoolean();
    private DenoiserHarness harness;
    private StreamService service;

    @BeforeEach
    void start() {
        harness = new DenoiserHarness(folder);
        service = harness.start();
        harness.awaitTopics();
    }

    @AfterEach
    void stop() {
        enough.set(true);
        sender.shutdownNow();
        harness.close();
    }

    @Test
    void losesNothingDoublesNothingAndGivesTheMemoryBack() throws Exception {
        swapTo(1);
        Future<Integer> sent = sender.submit(this::sendUntilEnough);
        swapTo(2, 1 + SWAPS);
        long before = nativeMebibytes();

        swapTo(2 + SWAPS, 1 + 2 * SWAPS);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(nativeMebibytes())
                .as("MiB outside the heap")
                .isLessThan(before + TOLERANCE_MEBIBYTES));
        enough.set(true);
        List<ConsumerRecord<byte[], byte[]>> frames =
                harness.probe.committed(DenoiserHarness.TOPICS.denoised(), sent.get());
        assertThat(frames).hasSize(sent.get());
        assertInOrderOnce(frames);
        assertThat(harness.registry.find("limpid.records.dead").counters()).isEmpty();
    }

    private void swapTo(long first, long last) {
        for (long version = first; version <= last; version++) {
            swapTo(version);
        }
    }

    private void swapTo(long version) {
        harness.publish("digits", version, HEAVY, "heavy");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> service.catalogue().published().stream()
                        .anyMatch(live -> live.getRef().getVersion() == version));
    }

    private int sendUntilEnough() {
        Counter answered = harness.registry.get("limpid.records.answered").counter();
        byte[] png = SampleImages.greyPng(28, 28, 1);
        int count = 0;
        while (!enough.get()) {
            int waitFrom = count - WAITING;
            if (answered.count() <= waitFrom) {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> enough.get() || answered.count() > waitFrom);
            }
            harness.probe.sendLater(new ProducerRecord<>(
                    DenoiserHarness.TOPICS.noisy(),
                    null,
                    ("camera-" + count % KEYS).getBytes(StandardCharsets.UTF_8),
                    png,
                    new RecordHeaders().add("ce_id", Integer.toString(count).getBytes(StandardCharsets.UTF_8))));
            count++;
        }
        return count;
    }

    private static void assertInOrderOnce(List<ConsumerRecord<byte[], byte[]>> frames) throws Exception {
        Map<String, Integer> last = new HashMap<>();
        Set<Long> versions = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> frame : frames) {
            String key = new String(frame.key(), StandardCharsets.UTF_8);
            int number =
                    Integer.parseInt(HeaderNames.text(frame.headers(), "ce_id").orElseThrow());
            Integer before = last.put(key, number);
            assertThat(before == null || before < number).as(key).isTrue();
            versions.add(DenoisedFrame.parseFrom(frame.value()).getDenoiser().getVersion());
        }
        assertThat(versions).as("versions that answered").hasSizeGreaterThan(SWAPS / 10);
    }

    /** What the process holds beside its heap: models, buffers, and the runtime itself. */
    private static long nativeMebibytes() throws IOException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        long resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
        return (resident - heap) >> 20;
    }
}
