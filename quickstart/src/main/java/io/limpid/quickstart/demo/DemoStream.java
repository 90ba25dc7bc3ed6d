package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

import io.limpid.client.ImageRequest;
import io.limpid.contracts.stream.Topics;
import io.limpid.quickstart.console.Bar;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.BrokerDoor;
import io.limpid.quickstart.stream.NoisySource;
import io.limpid.quickstart.stream.Pace;
import io.limpid.quickstart.stream.RecordSender;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes images and watches them come back: first as fast as it goes, which shows the throughput; then by a timetable slower
 * than that, which shows the latency.
 */
final class DemoStream implements AutoCloseable {
    /** Images of one source keep their order; a couple of hundred sources are interleaved. */
    private static final int SOURCES = 200;

    private static final double FASTEST_PACE = 250;
    private static final Duration SILENCE = Duration.ofSeconds(60);
    /** After so long without a label, and again, the broker is asked whether it is there. */
    private static final Duration DOUBT = Duration.ofSeconds(10);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Console console;
    private final StreamAddress address;
    private final Runnable requireAlive;
    private final List<ProducerRecord<byte[], byte[]>> images;
    private final Timetable timetable;
    private final int burst;
    private final RecordSender sender;
    private final TopicCollector noisy;
    private final TopicCollector denoised;
    private final TopicCollector labels;
    private final TopicCollector dead;

    /**
     * @param requireAlive is called while images are waited for, and throws when none can come any more
     * @param count images of the source to publish, at least 2
     */
    DemoStream(Console console, StreamAddress address, Runnable requireAlive, NoisySource source, int count) {
        this.console = requireNonNull(console, "console");
        this.address = requireNonNull(address, "address");
        this.requireAlive = requireNonNull(requireAlive, "requireAlive");
        this.burst = count / 2;
        this.timetable = new Timetable(count, burst);
        Topics topics = address.topics();
        // what others publish at the same time, an earlier demo included, is not ours to count
        String name = "/limpid/demo/" + UUID.randomUUID();
        this.images = images(topics.noisy(), name, source, count);
        this.noisy = new TopicCollector(name, address, topics.noisy());
        this.denoised = new TopicCollector(name, address, topics.denoised());
        this.labels = new TopicCollector(name, address, topics.labels());
        this.dead = new TopicCollector(name, address, topics.noisyDead(), topics.denoisedDead());
        this.sender = new RecordSender(address);
    }

    /** Made beforehand, so that making them is no part of what is measured. */
    private static List<ProducerRecord<byte[], byte[]>> images(
            String topic, String name, NoisySource source, int count) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> ImageRequest.of(source.png(i), "image/png")
                        .withKey("source-" + i % SOURCES)
                        .toRecord(topic, Integer.toString(i), name))
                .toList();
    }

    /**
     * Publishes everything and waits until it is back, or nothing comes any more.
     *
     * @throws CommandFailure when the broker is gone
     */
    Timetable run() {
        long begin = System.nanoTime();
        publish(0, burst, Pace.startingNow(0), "burst: published");
        awaitLabels(burst, "burst: labelled");
        double perSecond = burst * 1e9 / (System.nanoTime() - begin);
        double pace = Math.min(FASTEST_PACE, perSecond / 2);
        console.detail(String.format(Locale.ROOT, "now by a timetable of %.0f images/s, for the latency", pace));
        publish(burst, images.size(), Pace.startingNow(pace), "paced: published");
        awaitLabels(images.size(), "paced: labelled");
        return timetable;
    }

    private void publish(int from, int to, Pace pace, String task) {
        try (Bar bar = console.bar(task, to - from, "images")) {
            for (int i = from; i < to; i++) {
                timetable.due(i, pace.dueNanos(i - from));
                pace.await(i - from);
                sender.send(images.get(i));
                bar.at(i + 1L - from, "");
            }
            sender.flush();
        }
    }

    private void awaitLabels(int enough, String task) {
        try (Bar bar = console.bar(task, enough, "images")) {
            long newestNanos = System.nanoTime();
            long askedNanos = newestNanos;
            int before = 0;
            while (!isBack(enough) && System.nanoTime() - newestNanos < SILENCE.toNanos()) {
                int now = labels.count();
                bar.at(Math.min(enough, now), "");
                newestNanos = now > before ? System.nanoTime() : newestNanos;
                before = now;
                requireAlive.run();
                if (System.nanoTime() - Math.max(newestNanos, askedNanos) > DOUBT.toNanos()) {
                    BrokerDoor.check(address, List.of(address.topics().labels()));
                    askedNanos = System.nanoTime();
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            bar.at(Math.min(enough, labels.count()), "");
        }
    }

    /** Dead letters count too: they are an answer. */
    private boolean isBack(int enough) {
        return labels.count() + dead.count() >= enough && denoised.count() + dead.count() >= enough;
    }

    /** Reads all that is left. */
    Collected collect() {
        return new Collected(noisy.drain(), denoised.drain(), labels.drain(), dead.drain());
    }

    @Override
    public void close() {
        sender.close();
        List.of(noisy, denoised, labels, dead).forEach(TopicCollector::close);
    }
}
