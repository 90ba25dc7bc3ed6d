package io.limpid.load.stream;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.load.scenario.ImageMix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;
import org.apache.commons.rng.sampling.distribution.GuideTableDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** The records of a run, by number: the same for the same seed. Each carries its number in {@code ce_id}. */
public final class LoadImages {
    private static final int PICTURES_OF_A_SIZE = 16;
    private static final int PIXELS_OF_A_SIZE = 4_000_000;

    /** A record that can't be denoised, and why. */
    private record Bad(String reason, byte[] value) {}

    private final String topic;
    private final int[] keys;
    /** Which of the pictures each is; below zero, which of the bad ones: ~index. */
    private final short[] values;

    private final List<byte[]> pictures = new ArrayList<>();
    private final List<Bad> bads;

    /** @param topic where they go */
    public LoadImages(String topic, ImageMix mix, int count, long seed) {
        this.topic = topic;
        this.keys = new int[count];
        this.values = new short[count];
        this.bads = bads();
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        DiscreteSampler keySampler = RejectionInversionZipfSampler.of(random, mix.keys(), mix.skew());
        DiscreteSampler sizeSampler = sizes(mix, random);
        List<Integer> picturesOf = addPictures(mix);
        for (int i = 0; i < count; i++) {
            keys[i] = keySampler.sample() - 1;
            if (random.nextDouble() < mix.bad()) {
                values[i] = (short) ~random.nextInt(bads.size());
            } else {
                int size = sizeSampler.sample();
                int first = size == 0 ? 0 : picturesOf.get(size - 1);
                values[i] = (short) (first + random.nextInt(picturesOf.get(size) - first));
            }
        }
    }

    private static DiscreteSampler sizes(ImageMix mix, UniformRandomProvider random) {
        double[] weights = new TreeMap<>(mix.sizes())
                .values().stream().mapToDouble(Double::doubleValue).toArray();
        return GuideTableDiscreteSampler.of(random, weights);
    }

    /** Returns how many pictures there are up to each size, in the order of the sizes' names. */
    private List<Integer> addPictures(ImageMix mix) {
        List<Integer> upTo = new ArrayList<>();
        for (String size : new TreeMap<>(mix.sizes()).keySet()) {
            String[] sides = size.split("x");
            int width = Integer.parseInt(sides[0]);
            int height = Integer.parseInt(sides[1]);
            int different = Math.max(1, Math.min(PICTURES_OF_A_SIZE, PIXELS_OF_A_SIZE / (width * height)));
            for (int i = 0; i < different; i++) {
                pictures.add(SampleImages.greyPng(width, height, pictures.size()));
            }
            upTo.add(pictures.size());
        }
        return upTo;
    }

    private static List<Bad> bads() {
        return List.of(
                new Bad("EMPTY", new byte[0]),
                new Bad("UNKNOWN_CONTENT", "hello".getBytes(StandardCharsets.UTF_8)),
                new Bad("UNDECODABLE", FixtureModels.truncated(SampleImages.greyPng(28, 28, 1))),
                new Bad("TOO_MANY_PIXELS", SampleImages.hugePng()),
                new Bad("NO_MODEL", SampleImages.rgbPng(28, 28, 2)));
    }

    public int count() {
        return keys.length;
    }

    /** The record's key. */
    public String key(int number) {
        return "camera-" + keys[number];
    }

    public boolean isGood(int number) {
        return values[number] >= 0;
    }

    /** The reason a bad one must be buried for. */
    public String reason(int number) {
        return bads.get(~values[number]).reason();
    }

    /** The numbers of all that must be answered. */
    public BitSet good() {
        BitSet good = new BitSet(count());
        for (int i = 0; i < count(); i++) {
            good.set(i, isGood(i));
        }
        return good;
    }

    /** How many must be buried, by reason. */
    public Map<String, Integer> reasons() {
        Map<String, Integer> reasons = new TreeMap<>();
        for (int i = 0; i < count(); i++) {
            if (!isGood(i)) {
                reasons.merge(reason(i), 1, Integer::sum);
            }
        }
        return reasons;
    }

    public ProducerRecord<byte[], byte[]> record(int number) {
        byte[] value = isGood(number)
                ? pictures.get(values[number])
                : bads.get(~values[number]).value();
        byte[] key = key(number).getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(topic, key, value);
        HeaderNames.set(made.headers(), HeaderNames.CLOUD_EVENT_ID, Integer.toString(number));
        return made;
    }

    /** The number a record carries; -1 where it carries none. */
    public static int numberOf(Headers headers) {
        return HeaderNames.text(headers, HeaderNames.CLOUD_EVENT_ID)
                .filter(id -> id.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(-1);
    }
}
