package io.limpid.load.stream;

import io.limpid.client.KafkaSettings;
import io.limpid.client.TopicReader;
import io.limpid.contracts.stream.Topics;
import io.limpid.quickstart.console.CommandFailure;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Reads all that is committed to the topics of answers, from their beginning, on a thread of its own. */
public final class Watcher implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final TopicReader reader;
    private final Ledger ledger;
    private final Thread thread = new Thread(this::read, "load-watcher");
    private volatile long beginNanos;
    private volatile boolean draining;
    private volatile @Nullable KafkaException failure;

    public Watcher(String bootstrap, Topics topics, Ledger ledger) {
        List<String> answers = List.of(topics.denoised(), topics.labels(), topics.noisyDead(), topics.denoisedDead());
        this.reader = TopicReader.open(KafkaSettings.plain(bootstrap, "limpid-load"), answers, true);
        this.ledger = ledger;
        thread.setDaemon(true);
    }

    /** @param beginNanos when the first phase begins, on the clock of {@link System#nanoTime()} */
    public void start(long beginNanos) {
        this.beginNanos = beginNanos;
        thread.start();
    }

    private void read() {
        try (reader) {
            while (!draining || !reader.isAtEnd()) {
                for (ConsumerRecord<byte[], byte[]> found : reader.poll(POLL)) {
                    ledger.see(found, System.nanoTime() - beginNanos);
                }
            }
        } catch (KafkaException broken) {
            failure = broken;
        }
    }

    /** Reads what is left, and ends. @throws CommandFailure when reading failed */
    public void drain() {
        close();
        KafkaException broken = failure;
        if (broken != null) {
            throw CommandFailure.failed(
                    "reading the answers failed: " + broken.getMessage(), "see the broker's log", broken);
        }
    }

    @Override
    public void close() {
        draining = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while reading answers", "");
        }
    }
}
