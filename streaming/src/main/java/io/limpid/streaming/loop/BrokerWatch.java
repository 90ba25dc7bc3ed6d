package io.limpid.streaming.loop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker every few seconds whether it is there, because a consumer that polls in vain doesn't say so; sets up the
 * topics when it first is.
 */
public final class BrokerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** What is done once, when the broker first answers. */
    @FunctionalInterface
    public interface Setup {
        void run(Admin admin) throws Exception;
    }

    private final Map<String, Object> kafka;
    private final KafkaProblem problems;
    private final Setup setup;
    private final Runnable onReady;
    private final Thread thread = new Thread(this::run, "broker-watch");
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile String problem = "not reached yet";
    /** Until the next look; only the thread's own. */
    private Duration pause = RETRY;

    /**
     * @param kafka client properties
     * @param setup tried until it succeeds
     * @param onReady runs once, after the setup
     */
    public BrokerWatch(Map<String, Object> kafka, Setup setup, Runnable onReady) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.CLIENT_ID_CONFIG, "broker-watch");
        this.kafka.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        this.kafka.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        this.problems = KafkaProblem.ofSetup(this.kafka);
        this.setup = requireNonNull(setup, "setup");
        this.onReady = requireNonNull(onReady, "onReady");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** One line that says why the broker can't be used; empty while it answers. */
    public String problem() {
        return problem;
    }

    private void run() {
        try {
            do {
                watch();
            } while (!stop.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when it is closed, or when there can't be a client yet: the broker's name may not be known so early. */
    private void watch() throws InterruptedException {
        boolean ready = false;
        try (Admin admin = Admin.create(kafka)) {
            do {
                ready = look(admin, ready);
            } while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (KafkaException failure) {
            report("can't create a Kafka client: " + problems.explain(failure));
        }
    }

    private boolean look(Admin admin, boolean ready) throws InterruptedException {
        try {
            // asked first, so that an address or password that is wrong is not taken for a right one where there is
            // nothing to set up
            admin.describeCluster().clusterId().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (!ready) {
                setup.run(admin);
                onReady.run();
            }
            pause = INTERVAL;
            report("");
            return true;
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failure) {
            pause = pauseAfter(failure);
            report(kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG) + ": " + problems.explain(failure));
            return ready;
        }
    }

    /** A broker that is starting is asked often; one that refuses has to be set right by people. */
    static Duration pauseAfter(Exception failure) {
        return KafkaProblem.isRefusal(failure) ? INTERVAL : RETRY;
    }

    private void report(String now) {
        if (!now.equals(problem)) {
            LOG.info("broker {}", now.isEmpty() ? "answers" : "can't be used: " + now);
        }
        problem = now;
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
