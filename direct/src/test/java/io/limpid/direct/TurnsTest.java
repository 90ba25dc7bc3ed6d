package io.limpid.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void letsNoMoreWorkAtOnceThanItShould() throws Exception {
        Turns turns = new Turns(2, Duration.ofMinutes(1));
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(callers.submit(() -> turns.take(() -> {
                most.accumulateAndGet(working.incrementAndGet(), Math::max);
                Thread.yield();
                return working.decrementAndGet();
            })));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        callers.shutdown();

        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void refusesWhoseTurnDoesNotCome() throws Exception {
        Turns turns = new Turns(1, Duration.ofMillis(1));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Thread other = new Thread(() -> turns.take(() -> {
            inside.countDown();
            return await(leave);
        }));
        other.start();
        inside.await();

        assertThatThrownBy(() -> turns.take(() -> "never"))
                .isInstanceOfSatisfying(RefusedCall.class, refused -> assertThat(refused.status())
                        .isEqualTo(503));
        leave.countDown();
        other.join();
        assertThat(turns.<String>take(() -> "now")).isEqualTo("now");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void givesTheTurnBackWhenWorkFails() {
        Turns turns = new Turns(1, Duration.ofMillis(1));

        assertThatThrownBy(() -> turns.take(() -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(turns.<Integer>take(() -> 1)).isEqualTo(1);
    }
}
