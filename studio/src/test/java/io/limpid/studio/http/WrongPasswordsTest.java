package io.limpid.studio.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WrongPasswordsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final WrongPasswords wrong = new WrongPasswords(nanos::get);

    private void tryTimes(int times, String address) {
        for (int i = 0; i < times; i++) {
            wrong.note(address);
        }
    }

    @Test
    void limitsThoseOfOneAddressAndNobodyElses() {
        tryTimes(WrongPasswords.MOST - 1, "10.0.0.1");
        assertThat(wrong.areTooMany("10.0.0.1")).isFalse();

        tryTimes(1, "10.0.0.1");

        assertThat(wrong.areTooMany("10.0.0.1")).isTrue();
        assertThat(wrong.areTooMany("10.0.0.2")).isFalse();
    }

    @Test
    void letsThemTryAgainAfterAPause() {
        tryTimes(WrongPasswords.MOST, "10.0.0.1");

        nanos.addAndGet(WrongPasswords.PAUSE.minus(Duration.ofNanos(1)).toNanos());
        assertThat(wrong.areTooMany("10.0.0.1")).isTrue();
        nanos.incrementAndGet();
        assertThat(wrong.areTooMany("10.0.0.1")).isFalse();
    }

    /** A few an hour never end in a pause, as people mistype. */
    @Test
    void forgetsThoseThatCameLongBefore() {
        for (int i = 0; i < 3 * WrongPasswords.MOST; i++) {
            wrong.note("10.0.0.1");
            nanos.addAndGet(WrongPasswords.PAUSE.toNanos());
        }

        assertThat(wrong.areTooMany("10.0.0.1")).isFalse();
    }
}
