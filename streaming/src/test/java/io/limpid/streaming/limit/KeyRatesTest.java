package io.limpid.streaming.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRatesTest {
    private static final int MANY = 1_000;

    static ConsumerRecord<byte[], byte[]> message(int partition, long offset, String key, long timestamp) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                "images",
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes,
                new byte[] {1},
                new RecordHeaders(),
                java.util.Optional.empty());
    }

    private static List<Boolean> decide(KeyRates rates, List<ConsumerRecord<byte[], byte[]>> batch) {
        rates.begin(batch);
        return batch.stream().map(one -> rates.early(one) == 0).toList();
    }

    private static KeyRates rates(double perSecond, int burst) {
        return new KeyRates(new RateLimit(perSecond, burst, MANY));
    }

    @Test
    void aBurstPassesThenOneAtATimeAsTokensComeBack() {
        KeyRates rates = rates(10, 3);

        List<Boolean> passed = decide(
                rates,
                List.of(
                        message(0, 0, "a", 1000),
                        message(0, 1, "a", 1000),
                        message(0, 2, "a", 1000),
                        message(0, 3, "a", 1000),
                        message(0, 4, "b", 1000),
                        message(0, 5, "a", 1099),
                        message(0, 6, "a", 1100),
                        message(0, 7, "a", 1150),
                        message(0, 8, "a", 5000),
                        message(0, 9, "a", 5000),
                        message(0, 10, "a", 5000),
                        message(0, 11, "a", 5000)));

        assertThat(passed).containsExactly(true, true, true, false, true, false, true, false, true, true, true, false);
    }

    @Test
    void itTellsHowMuchTooEarly() {
        KeyRates rates = rates(10, 1);
        rates.begin(List.of(message(0, 0, "a", 1000)));

        assertThat(rates.early(message(0, 0, "a", 1000))).isZero();
        assertThat(rates.early(message(0, 1, "a", 1030))).isEqualTo(70_000);
    }

    /** However the records fall into batches, and however often those are undone, or answered in part, the decisions are those of one pass. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatComesAgainIsDecidedAsBefore(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        long time = 1_000_000;
        for (int i = 0; i < 600; i++) {
            time += random.nextInt(20);
            all.add(message(i % 2, i / 2, "key-" + random.nextInt(5), time));
        }
        List<Boolean> onePass = decide(rates(8, 3), all);

        KeyRates rates = rates(8, 3);
        List<Boolean> found = new ArrayList<>();
        int from = 0;
        while (from < all.size()) {
            int to = Math.min(all.size(), from + 1 + random.nextInt(40));
            List<Boolean> decided = decide(rates, all.subList(from, to));
            int answered = random.nextInt(3) > 0 ? to - from : random.nextInt(to - from);
            found.addAll(decided.subList(0, answered));
            from += answered;
        }

        assertThat(found).isEqualTo(onePass).contains(true, false);
    }

    @Test
    void recordsWithoutAKeyCountAsOneKeyOfTheirPartition() {
        assertThat(decide(rates(1, 1), List.of(message(0, 0, null, 0), message(0, 1, null, 0), message(1, 0, null, 0))))
                .containsExactly(true, false, true);
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "9223372036854775807", "-9223372036854775808"})
    void anyTimestampIsBorne(long timestamp) {
        assertThat(decide(rates(1e-8, 1_000), List.of(message(0, 0, "a", timestamp), message(0, 1, "a", timestamp))))
                .containsExactly(true, true);
    }

    @Test
    void aClockThatRunsAheadHarmsItsOwnKeyOnly() {
        KeyRates rates = rates(1, 1);

        assertThat(decide(
                        rates,
                        List.of(
                                message(0, 0, "ahead", 3_600_000),
                                message(0, 1, "ahead", 1_000),
                                message(0, 2, "right", 1_000),
                                message(0, 3, "right", 2_000))))
                .containsExactly(true, false, true, true);
    }

    @Test
    void onlySoManyKeysAreRemembered() {
        KeyRates rates = new KeyRates(new RateLimit(0.001, 1, 10));
        for (int i = 0; i < 100; i++) {
            decide(rates, List.of(message(0, i, "key-" + i, 0)));
        }
        decide(rates, List.of(message(0, 100, "x".repeat(100_000), 0)));

        assertThat(rates.size()).isEqualTo(10);
        assertThat(decide(rates, List.of(message(0, 101, "key-99", 0)))).containsExactly(false);
        assertThat(decide(rates, List.of(message(0, 102, "key-1", 0)))).containsExactly(true);
        assertThat(decide(rates, List.of(message(0, 103, "x".repeat(100_000), 0))))
                .containsExactly(false);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1, 1", "NaN, 1, 1", "0, 1, 1", "1e7, 1, 1", "1, 0, 1", "1, 1, 0"})
    void whatIsNoLimitIsRefused(double perSecond, int burst, int keys) {
        assertThatThrownBy(() -> new RateLimit(perSecond, burst, keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limpid.rate-limit.per-second");
    }
}
