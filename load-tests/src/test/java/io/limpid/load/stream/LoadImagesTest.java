package io.limpid.load.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.load.scenario.ImageMix;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LoadImagesTest {
    private static final int COUNT = 20_000;

    private static LoadImages images(double skew, double bad, Map<String, Double> sizes) {
        return new LoadImages("images.noisy", new ImageMix(100, skew, bad, sizes), COUNT, 7);
    }

    @Test
    void areTheSameForTheSameSeed() {
        LoadImages one = images(1, 0.1, Map.of("28x28", 1.0, "8x8", 2.0));
        LoadImages same = images(1, 0.1, Map.of("28x28", 1.0, "8x8", 2.0));

        for (int i = 0; i < 200; i++) {
            assertThat(same.record(i).key()).isEqualTo(one.record(i).key());
            assertThat(same.record(i).value()).isEqualTo(one.record(i).value());
        }
    }

    @Test
    void carryTheirNumbers() {
        ProducerRecord<byte[], byte[]> made = images(0, 0, Map.of("28x28", 1.0)).record(17);

        assertThat(made.topic()).isEqualTo("images.noisy");
        assertThat(LoadImages.numberOf(made.headers())).isEqualTo(17);
    }

    /** Of Zipf's law with exponent 1 over 100 keys the first has 19 per cent. */
    @Test
    void haveKeysAsSkewedAsAskedFor() {
        LoadImages skewed = images(1, 0, Map.of("28x28", 1.0));
        LoadImages even = images(0, 0, Map.of("28x28", 1.0));

        assertThat(shareOf("camera-0", skewed)).isBetween(0.17, 0.21);
        assertThat(shareOf("camera-0", even)).isBetween(0.005, 0.015);
    }

    private static double shareOf(String key, LoadImages images) {
        return IntStream.range(0, COUNT).filter(i -> images.key(i).equals(key)).count() / (double) COUNT;
    }

    @Test
    void areBadAsOftenAsAskedForAndForEachReason() {
        LoadImages images = images(0, 0.1, Map.of("28x28", 1.0));

        int bad = COUNT - images.good().cardinality();
        assertThat(bad / (double) COUNT).isBetween(0.09, 0.11);
        assertThat(images.reasons())
                .containsOnlyKeys("EMPTY", "NO_MODEL", "TOO_MANY_PIXELS", "UNDECODABLE", "UNKNOWN_CONTENT");
        assertThat(images.reasons().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(bad);
    }

    @Test
    void haveSizesByTheirWeights() {
        LoadImages images = images(0, 0, Map.of("8x8", 3.0, "64x64", 1.0));

        // a file of noise is about as large as its pixels
        long large = IntStream.range(0, COUNT)
                .filter(i -> images.record(i).value().length > 2_000)
                .count();

        assertThat(large / (double) COUNT).isBetween(0.23, 0.27);
    }
}
