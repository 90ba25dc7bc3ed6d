package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Writes what comes out of the stream into a folder: denoised pictures, and their labels as a table. */
public final class Consumption {
    private static final Duration POLL = Duration.ofMillis(200);
    /** After so long without a label, what they come from is told. */
    private static final Duration LABELS_ARE_LATE = Duration.ofSeconds(10);

    private final Topics topics;
    private final Path folder;
    private final long enough;
    private final Console console;
    private final ClassificationJson labels = new ClassificationJson();
    private final PictureFolder pictures;
    private final Duration labelsAreLate;
    /** Where there is an end, labels are kept of the pictures that are. */
    private final Set<String> pictureIds = new HashSet<>();

    private final Map<String, Classification> earlyLabels = new HashMap<>();
    private long imageCount;
    private long labelCount;
    private boolean toldOfLateLabels;

    /** @param enough pictures, and their labels; {@link Long#MAX_VALUE} for no end */
    public Consumption(Topics topics, Path folder, long enough, Console console) {
        this(topics, folder, enough, console, LABELS_ARE_LATE);
    }

    Consumption(Topics topics, Path folder, long enough, Console console, Duration labelsAreLate) {
        this.labelsAreLate = requireNonNull(labelsAreLate, "labelsAreLate");
        this.topics = requireNonNull(topics, "topics");
        this.folder = requireNonNull(folder, "folder");
        this.enough = enough;
        this.console = requireNonNull(console, "console");
        this.pictures = new PictureFolder(folder);
    }

    public long imageCount() {
        return imageCount;
    }

    public long labelCount() {
        return labelCount;
    }

    /**
     * Reads until there are enough pictures and labels, or nothing has come for a while.
     *
     * @param silence after which to give up; zero means never
     * @return whether there were enough
     */
    public boolean run(TopicReader reader, Duration silence) {
        try (LabelTable table = new LabelTable(Files.createDirectories(folder).resolve("labels.csv"))) {
            long lastNanos = System.nanoTime();
            while (imageCount < enough || labelCount < enough) {
                boolean came = false;
                for (ConsumerRecord<byte[], byte[]> result : reader.poll(POLL)) {
                    write(result, table);
                    came = true;
                }
                lastNanos = came ? System.nanoTime() : lastNanos;
                tellOfLateLabels(Duration.ofNanos(System.nanoTime() - lastNanos));
                if (!silence.isZero() && System.nanoTime() - lastNanos > silence.toNanos()) {
                    return false;
                }
            }
            return true;
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the folder " + folder + " can't be written: " + failure.getMessage(),
                    "make room on its disk, or name another with --out",
                    failure);
        }
    }

    private void tellOfLateLabels(Duration silence) {
        if (!toldOfLateLabels && imageCount >= enough && silence.compareTo(labelsAreLate) > 0) {
            toldOfLateLabels = true;
            console.line("all " + imageCount + " images are here and " + labelCount
                    + " of their labels; the others wait for a classifier that takes them");
            console.line("  → ./limpid models lists what is live; Ctrl-C ends this, and so does --timeout SECONDS");
        }
    }

    private void write(ConsumerRecord<byte[], byte[]> result, LabelTable table) throws IOException {
        String coordinates = result.partition() + "-" + result.offset();
        if (result.value() == null) {
            passOver(result, coordinates, "no value");
            return;
        }
        try {
            if (result.topic().equals(topics.denoised())) {
                picture(DenoisedFrame.parseFrom(result.value()), coordinates, table);
            } else {
                label(labels.deserialize(result.topic(), result.value()), table);
            }
        } catch (InvalidProtocolBufferException | SerializationException | MalformedPayloadException foreign) {
            passOver(result, coordinates, foreign.getMessage());
        }
    }

    private void picture(DenoisedFrame frame, String coordinates, LabelTable table)
            throws IOException, MalformedPayloadException {
        if (imageCount >= enough) {
            return;
        }
        String file = pictures.write(frame, coordinates).toString();
        console.detail(
                frame.hasAnomalyScore()
                        ? String.format(Locale.ROOT, "%s (anomaly %.2f)", file, frame.getAnomalyScore())
                        : file);
        imageCount++;
        if (hasEnd()) {
            pictureIds.add(frame.getId());
            Classification early = earlyLabels.remove(frame.getId());
            if (early != null) {
                label(early, table);
            }
        }
    }

    private void label(Classification label, LabelTable table) throws IOException {
        if (hasEnd() && !pictureIds.contains(label.getId())) {
            if (imageCount < enough) {
                earlyLabels.put(label.getId(), label);
            }
            return;
        }
        if (labelCount < enough) {
            table.add(label);
            labelCount++;
            console.detail(String.format(
                    Locale.ROOT, "%s is %s (%.3f)", label.getId(), label.getLabel(), label.getConfidence()));
        }
    }

    private boolean hasEnd() {
        return enough != Long.MAX_VALUE;
    }

    private void passOver(ConsumerRecord<?, ?> result, String coordinates, String why) {
        console.detail("topic " + result.topic() + ", partition and offset " + coordinates
                + ": not a record of Limpid's, passed over (" + why + ")");
    }
}
