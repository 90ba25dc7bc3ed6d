package io.limpid.studio.live;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.studio.image.Pictures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The latest of what streams by, small. Of a fast stream only some are shown: memory and work have a bound whatever the stream's
 * rate and the images' sizes. Thread-safe.
 */
public final class Strip {
    /** Shown at a time. */
    static final int MOST = 8;

    private static final int SIDE = 64;
    /** Pixels that are made small at a time; images beyond are shown as their size only. */
    private static final long MOST_PIXELS = 1L << 20;

    private final Topics topics;
    private final Pictures pictures;
    private final ClassificationJson labels = new ClassificationJson();
    private final Recent noisy = new Recent(256, 8 << 20);
    private final Recent classified = new Recent(256, 1 << 20);
    /** Those that came since the last look, and those of the look before: by now their labels are there, too. */
    private Deque<ConsumerRecord<byte[], byte[]>> arriving = new ArrayDeque<>();

    private Deque<ConsumerRecord<byte[], byte[]>> ready = new ArrayDeque<>();
    private long arrived;
    private long arrivedBefore;

    public Strip(Topics topics, Pictures pictures) {
        this.topics = requireNonNull(topics, "topics");
        this.pictures = requireNonNull(pictures, "pictures");
    }

    /**
     * One look at the stream.
     *
     * @param items the latest, the newest last
     * @param dropped images of the same time that are not shown
     */
    public record Look(List<Item> items, long dropped) {}

    /**
     * One image; pictures are data URIs, absent where they are too large or can't be read.
     *
     * @param millis from the noisy image's timestamp to the denoised one's
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            String id,
            @Nullable String noisy,
            @Nullable String denoised,
            int width,
            int height,
            String model,
            @Nullable Float noiseSigma,
            @Nullable String label,
            @Nullable Float confidence,
            @Nullable Long millis) {}

    /** Takes in a record of any image topic. */
    synchronized void note(ConsumerRecord<byte[], byte[]> found) {
        if (found.value() == null) {
            return;
        }
        if (found.topic().equals(topics.noisy())) {
            noisy.add(id(found), found);
        } else if (found.topic().equals(topics.labels())) {
            classified.add(id(found), found);
        } else if (found.topic().equals(topics.denoised())) {
            arrived++;
            arriving.addLast(found);
            if (arriving.size() > MOST) {
                arriving.removeFirst();
            }
        }
    }

    /** What came between the last two looks. */
    Look look() {
        List<ConsumerRecord<byte[], byte[]>> frames;
        long came;
        synchronized (this) {
            frames = new ArrayList<>(ready);
            came = arrivedBefore;
            ready = arriving;
            arrivedBefore = arrived;
            arriving = new ArrayDeque<>();
            arrived = 0;
        }
        List<Item> items = new ArrayList<>();
        long left = MOST_PIXELS;
        for (ConsumerRecord<byte[], byte[]> found : frames) {
            DenoisedFrame frame = parse(found);
            if (frame != null) {
                long size = 2L * frame.getImage().getWidth() * frame.getImage().getHeight();
                items.add(item(found, frame, size <= left));
                left -= Math.min(left, size);
            }
        }
        return new Look(items, came - items.size());
    }

    private static @Nullable DenoisedFrame parse(ConsumerRecord<byte[], byte[]> found) {
        try {
            return DenoisedFrame.parseFrom(found.value());
        } catch (InvalidProtocolBufferException malformed) {
            return null;
        }
    }

    private Item item(ConsumerRecord<byte[], byte[]> found, DenoisedFrame frame, boolean drawn) {
        Optional<ConsumerRecord<byte[], byte[]>> source;
        Optional<Classification> label;
        synchronized (this) {
            source = noisy.find(id(found));
            label = classified.find(id(found)).flatMap(this::label);
        }
        return new Item(
                frame.getId(),
                drawn ? picture(source.flatMap(image -> pictures.read(image.value(), image.headers()))) : null,
                drawn ? picture(pictures.read(frame.getImage())) : null,
                frame.getImage().getWidth(),
                frame.getImage().getHeight(),
                frame.getDenoiser().getName() + " "
                        + Long.toUnsignedString(frame.getDenoiser().getVersion()),
                frame.hasNoiseSigma() ? frame.getNoiseSigma() : null,
                label.map(Classification::getLabel).orElse(null),
                label.map(Classification::getConfidence).orElse(null),
                source.map(image -> found.timestamp() - image.timestamp()).orElse(null));
    }

    private Optional<Classification> label(ConsumerRecord<byte[], byte[]> found) {
        try {
            return Optional.ofNullable(labels.deserialize(found.topic(), found.value()));
        } catch (SerializationException malformed) {
            return Optional.empty();
        }
    }

    private @Nullable String picture(Optional<Pixels> image) {
        try {
            return image.map(pixels -> "data:image/png;base64,"
                            + Base64.getEncoder().encodeToString(pictures.thumbnail(pixels, SIDE)))
                    .orElse(null);
        } finally {
            pictures.giveBack();
        }
    }

    /** Without a key an image can't be told from others of its topic, so its picture and label are not found. */
    private static String id(ConsumerRecord<byte[], byte[]> found) {
        return found.key() == null
                ? found.topic() + found.partition() + "/" + found.offset()
                : new String(found.key(), StandardCharsets.UTF_8);
    }
}
