package io.limpid.streaming.loop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls, answers and commits batches until it is closed. Whatever fails is tried again, with new clients where the old ones
 * can't be trusted; positions always come from committed offsets, so nothing is lost, and with
 * {@link Delivery#EXACTLY_ONCE} nothing is doubled.
 */
public final class StreamLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLoop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    /** Clients that have worked for so long have got over what failed before. */
    private static final Duration CALM = Duration.ofSeconds(5);

    private final StreamSettings settings;
    private final BatchHandler handler;
    private final BooleanSupplier ready;
    private final Supplier<String> waitsFor;
    private final StreamListener listener;
    private final KafkaProblem problems;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile StreamStatus status = new StreamStatus.Starting();
    private volatile @Nullable StreamSession session;
    /** Whether the last clients ran out of memory; only the thread's own. */
    private boolean oneByOne;

    private volatile long lastStepNanos = System.nanoTime();

    /**
     * @param ready whether records can be answered now; while they can't, they stay in their topic
     * @param waitsFor what they wait for then, in one line
     */
    public StreamLoop(
            StreamSettings settings,
            BatchHandler handler,
            BooleanSupplier ready,
            Supplier<String> waitsFor,
            StreamListener listener) {
        this.settings = requireNonNull(settings, "settings");
        this.handler = requireNonNull(handler, "handler");
        this.ready = requireNonNull(ready, "ready");
        this.waitsFor = requireNonNull(waitsFor, "waitsFor");
        this.listener = requireNonNull(listener, "listener");
        this.problems = KafkaProblem.ofClient(
                settings.kafka(), Set.of(settings.route().source()), StreamClients.transactionalId(settings));
        this.thread = new Thread(this::run, "stream-" + settings.service().name());
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public StreamStatus status() {
        return status;
    }

    /** How long ago the loop last went round; grows while a batch is being answered. */
    public Duration sinceLastStep() {
        return Duration.ofNanos(System.nanoTime() - lastStepNanos);
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!stopped()) {
                boolean worked = liveOnce();
                pause = worked ? FIRST_PAUSE : longer(pause);
                stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
            end("closed");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            end("interrupted");
        } catch (FencedInstanceIdException fenced) {
            LOG.error("instance={} fenced: another process uses the same limpid.instance", settings.instance(), fenced);
            end("another process uses limpid.instance=" + settings.instance()
                    + "; give each replica a name of its own");
        } catch (Throwable fatal) {
            LOG.error("the stream ended", fatal);
            end("ended by " + fatal);
        }
    }

    private void end(String why) {
        status = new StreamStatus.Ended(why);
    }

    /**
     * Returns after a failure that new clients may get over, or when the loop is to stop.
     *
     * @return whether the clients worked, so that what failed is worth an early new attempt
     */
    private boolean liveOnce() {
        boolean worked = false;
        try (StreamSession life = StreamSession.create(oneByOne ? settings.oneByOne() : settings, handler, listener)) {
            session = life;
            life.open();
            long begin = System.nanoTime();
            while (!stopped()) {
                boolean canAnswer = ready.getAsBoolean();
                lastStepNanos = System.nanoTime();
                if (worked) {
                    status = canAnswer ? new StreamStatus.Running() : new StreamStatus.Waiting(waitsFor.get());
                }
                step(life, canAnswer);
                worked = worked || isProven(life, begin);
                if (oneByOne && isPast(life)) {
                    oneByOne = false;
                    return true;
                }
            }
            life.settle();
        } catch (FencedInstanceIdException fenced) {
            throw fenced;
        } catch (WakeupException closing) {
            LOG.debug("woken to stop");
        } catch (OutOfMemoryException failure) {
            if (oneByOne) {
                // it is not for the size of a record
                throw failure;
            }
            oneByOne = true;
            retry(failure);
        } catch (RuntimeException failure) {
            retry(failure);
        } finally {
            session = null;
        }
        return worked;
    }

    /**
     * New clients of a replica whose name another process has taken would fence that one off, and be fenced off in turn: a producer
     * doesn't tell this from a transaction that took too long, but the consumer does.
     */
    private static void step(StreamSession life, boolean canAnswer) {
        try {
            life.step(canAnswer);
        } catch (KafkaException failure) {
            if (Failures.isCausedBy(failure, ProducerFencedException.class)
                    || Failures.isCausedBy(failure, InvalidProducerEpochException.class)) {
                life.requireOwnName();
            }
            throw failure;
        }
    }

    /** What was too large is buried, or was several records together, all of which were answered one by one. */
    private boolean isPast(StreamSession life) {
        return life.hasFoundTooLarge() || life.committed() >= 2L * settings.maxPollRecords();
    }

    /** The first clients have no failure to get over; later ones, as long as they fail like their predecessors, must not seem to work. */
    private boolean isProven(StreamSession life, long begin) {
        boolean fresh = status instanceof StreamStatus.Starting;
        return life.committed() > 0 || (fresh && life.hasPartitions()) || System.nanoTime() - begin > CALM.toNanos();
    }

    private void retry(RuntimeException failure) {
        String problem = problems.explain(failure);
        if (!status.line().equals(problem)) {
            LOG.warn(
                    "service={} stream interrupted, trying again: {}",
                    settings.service().name(),
                    problem);
        }
        LOG.debug("stream interrupted", failure);
        status = new StreamStatus.Retrying(problem);
        listener.restarted(failure);
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** Finishes the batch in progress and commits it, then leaves. */
    @Override
    public void close() {
        stop.countDown();
        StreamSession current = session;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
