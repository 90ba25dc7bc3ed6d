package io.limpid.streaming.loop;

import static io.limpid.streaming.loop.LoopHarness.PATIENCE;
import static io.limpid.streaming.loop.LoopHarness.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.fixtures.TemporaryBroker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a loop does when the broker goes away, its partitions move, or another takes its name. */
class StreamFailureTest {
    @AutoClose
    private final TemporaryBroker broker = TemporaryBroker.start();

    private final RecordingListener listener = new RecordingListener();
    private LoopHarness harness;

    @BeforeEach
    void start() {
        harness = new LoopHarness(broker);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void resumesWhenTheBrokerComesBackHavingLostAndDoubledNothing() {
        Gate gate = new Gate();
        harness.send("a", 10);
        StreamLoop loop = harness.start("one", heldUpAfterAnswering(gate), listener);
        gate.awaitReached();
        broker.stop();
        gate.open();
        await().atMost(PATIENCE).until(() -> !listener.restarted.isEmpty());
        assertThat(loop.status()).isInstanceOf(StreamStatus.Retrying.class);

        broker.restart();
        harness.send("b", 10);

        assertThat(harness.answers(20)).containsExactlyInAnyOrder(both(names("a", 10), names("b", 10)));
        await().atMost(PATIENCE).until(() -> listener.answered() == 20);
        assertThat(loop.status().isRunning()).isTrue();
    }

    @Test
    void endsWithAClearWordWhenAnotherTakesItsName() {
        RecordingListener twinListener = new RecordingListener();
        StreamLoop loop = harness.start("one", LoopHarness::copy, listener);
        harness.send("a", 10);
        await().atMost(PATIENCE).until(() -> listener.answered() == 10);

        StreamLoop twin = harness.start("one", LoopHarness::copy, twinListener);

        await().atMost(PATIENCE).until(() -> loop.status().isEnded());
        assertThat(loop.status().line())
                .isEqualTo("another process uses limpid.instance=one; give each replica a name of its own");
        harness.send("b", 10);
        assertThat(harness.answers(20)).containsExactlyInAnyOrder(both(names("a", 10), names("b", 10)));
        await().atMost(PATIENCE).until(() -> twinListener.answered() == 10);
        assertThat(twin.status().isRunning()).isTrue();
    }

    /** A replica that was silent for too long wakes up with answers that another has given meanwhile. */
    @Test
    void undoesABatchWhosePartitionsHaveMoved() {
        Gate gate = new Gate();
        RecordingListener otherListener = new RecordingListener();
        harness.set("max.poll.interval.ms", "3000");
        harness.send("a", 10);
        harness.start("slow", heldUpAfterAnswering(gate), listener);
        gate.awaitReached();
        harness.start("other", LoopHarness::copy, otherListener);
        await().atMost(PATIENCE).until(() -> otherListener.answered() == 10);

        gate.open();

        await().atMost(PATIENCE).until(() -> !listener.undone.isEmpty());
        assertThat(listener.undone).singleElement().isInstanceOf(CommitFailedException.class);
        assertThat(listener.committed).isEmpty();
        assertThat(listener.restarted).isEmpty();
        assertThat(harness.answers(10)).containsExactlyInAnyOrder(names("a", 10));
    }

    /** The answers are on their way when the thread is held up; what is missing is the commit. */
    private static BatchHandler heldUpAfterAnswering(Gate gate) {
        return (batch, output) -> {
            LoopHarness.copy(batch, output);
            gate.pass();
        };
    }

    private static String[] both(String[] some, String[] others) {
        List<String> all = new ArrayList<>(Arrays.asList(some));
        all.addAll(Arrays.asList(others));
        return all.toArray(String[]::new);
    }
}
