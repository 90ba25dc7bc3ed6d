package io.limpid.quickstart.stream;

import io.limpid.client.BrokerUnavailableException;
import io.limpid.client.LimpidClientException;
import io.limpid.client.MissingTopicException;
import io.limpid.client.TopicCheck;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.StreamAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;

/** Looks whether a broker is there and has the topics, and says what the commands can do about it. */
public final class BrokerDoor {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private BrokerDoor() {}

    /** @throws CommandFailure when no broker answers, or a topic is missing or can't be used */
    public static void check(StreamAddress address, Collection<String> topics) {
        check(address, topics, PATIENCE);
    }

    /**
     * @param patience for the broker's answer
     * @throws CommandFailure when no broker answers, or a topic is missing or can't be used
     */
    public static void check(StreamAddress address, Collection<String> topics, Duration patience) {
        try {
            new TopicCheck(address.settings("limpid-check"), patience).require(topics);
        } catch (BrokerUnavailableException away) {
            throw CommandFailure.failed(
                    "no Kafka broker answers at " + address.bootstrap(),
                    "start one with " + address.upCommand() + ", or name another with --bootstrap host:port",
                    away);
        } catch (MissingTopicException missing) {
            throw CommandFailure.failed(
                    "the broker at " + address.bootstrap() + " has no topic " + missing.topic()
                            + ", so no service that writes or reads it has run there",
                    "start the services with " + address.upCommand() + ", or check --bootstrap and --prefix",
                    missing);
        } catch (LimpidClientException interrupted) {
            throw CommandFailure.failed(interrupted.getMessage(), "");
        }
    }

    /**
     * Waits for topics that services create while they start.
     *
     * @throws CommandFailure when one is still missing after the patience, or no broker answers
     */
    public static void await(StreamAddress address, Collection<String> topics, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                check(address, topics);
                return;
            } catch (CommandFailure missing) {
                if (System.nanoTime() > deadline) {
                    throw missing;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
