package io.limpid.load.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.load.scenario.ImageMix;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Topics TOPICS = new Topics("");
    private static final int COUNT = 200;

    private final LoadImages images =
            new LoadImages(TOPICS.noisy(), new ImageMix(3, 0, 0.1, Map.of("8x8", 1.0)), COUNT, 1);
    private Ledger ledger;
    private int[] good;
    private int[] bad;

    @BeforeEach
    void begin() {
        ledger = new Ledger(images, TOPICS);
        good = IntStream.range(0, COUNT).filter(images::isGood).toArray();
        bad = IntStream.range(0, COUNT).filter(i -> !images.isGood(i)).toArray();
    }

    private void see(String topic, int number) {
        see(topic, number, images.key(number), number < 0 ? "" : "NONE");
    }

    private void see(String topic, int number, String key, String reason) {
        ConsumerRecord<byte[], byte[]> found =
                new ConsumerRecord<>(topic, 2, 0, key.getBytes(StandardCharsets.UTF_8), new byte[0]);
        HeaderNames.set(found.headers(), HeaderNames.CLOUD_EVENT_ID, Integer.toString(number));
        if (topic.endsWith(".dead")) {
            HeaderNames.set(found.headers(), HeaderNames.DEAD_LETTER_REASON, reason);
        }
        ledger.see(found, 1_000L * number);
    }

    private void seeEverything() {
        for (int number : good) {
            see(TOPICS.denoised(), number);
            see(TOPICS.labels(), number);
        }
        for (int number : bad) {
            see(TOPICS.noisyDead(), number, images.key(number), images.reason(number));
        }
    }

    private Verdict verdict() {
        return ledger.verdict(new BitSet());
    }

    @Test
    void isCleanWhenAllCameOnceToItsPlace() {
        seeEverything();

        assertThat(verdict()).matches(Verdict::isClean);
        assertThat(verdict().buriedFor()).isEqualTo(images.reasons());
        assertThat(ledger.settled()).isEqualTo(COUNT);
        assertThat(ledger.isLabelled(good[5])).isTrue();
        assertThat(ledger.labelledNanos(good[5])).isEqualTo(1_000L * good[5]);
        assertThat(ledger.partition(good[5])).isEqualTo(2);
    }

    @Test
    void missesEachImageOnceWhereverItWasLost() {
        for (int number : good) {
            if (number != good[3]) {
                see(TOPICS.denoised(), number);
            }
            if (number != good[3] && number != good[4]) {
                see(TOPICS.labels(), number);
            }
        }

        assertThat(verdict().lost()).isEqualTo(2 + bad.length);
        assertThat(verdict().isClean()).isFalse();
    }

    @Test
    void doesNotMissWhatTheBrokerDidNotTake() {
        seeEverything();
        Ledger fresh = new Ledger(images, TOPICS);
        BitSet unpublished = new BitSet();
        unpublished.set(0, COUNT);

        assertThat(fresh.verdict(unpublished).lost()).isZero();
        assertThat(fresh.verdict(unpublished).unpublished()).isEqualTo(COUNT);
        assertThat(fresh.verdict(unpublished).isClean()).isFalse();
    }

    @Test
    void countsWhatCameTwiceInAnyTopic() {
        seeEverything();
        see(TOPICS.denoised(), good[0]);
        see(TOPICS.labels(), good[1]);
        see(TOPICS.noisyDead(), bad[0], images.key(bad[0]), images.reason(bad[0]));

        assertThat(verdict().duplicated()).isEqualTo(3);
        assertThat(verdict().lost()).isZero();
    }

    @Test
    void countsWhatCameAfterALaterOneOfItsKey() {
        int later = IntStream.of(good)
                .filter(number -> number > good[0] && images.key(number).equals(images.key(good[0])))
                .findFirst()
                .orElseThrow();
        see(TOPICS.labels(), later);
        see(TOPICS.labels(), good[0]);

        assertThat(verdict().outOfOrder()).isEqualTo(1);
    }

    @Test
    void findsAnswersThatNothingAskedFor() {
        seeEverything();
        see(TOPICS.labels(), -1, "camera-0", "");
        see(TOPICS.labels(), COUNT, "camera-0", "");

        assertThat(verdict().strangers()).isEqualTo(2);
    }

    @Test
    void findsBadRecordsThatWereAnsweredAndGoodOnesThatWereBuried() {
        seeEverything();
        see(TOPICS.labels(), bad[0]);
        see(TOPICS.denoisedDead(), good[0]);

        assertThat(verdict().strangers()).isEqualTo(2);
    }

    @Test
    void findsAnswersUnderAnotherKeyAndDeadLettersForAnotherReason() {
        see(TOPICS.labels(), good[0], "camera-x", "");
        see(TOPICS.noisyDead(), bad[0], images.key(bad[0]), "OTHER");

        assertThat(verdict().strangers()).isEqualTo(2);
    }
}
