package io.limpid.studio.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.StageTimes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** An image that a page has sent, and what has come back so far. Thread-safe. */
public final class SentImage {
    /** Its pictures, as PNG. */
    public enum Kind {
        NOISY,
        DENOISED,
        DIFFERENCE
    }

    private final String id;
    private final String page;
    private final Prepared sent;
    private final Map<Kind, byte[]> pictures = new EnumMap<>(Kind.class);
    private final long sentNanos = System.nanoTime();
    private @Nullable Denoised denoised;
    private @Nullable Labelled labelled;
    private @Nullable Refused refused;

    /** @param page that is to hear of it */
    public SentImage(String id, String page, Prepared sent) {
        this.id = requireNonNull(id, "id");
        this.page = requireNonNull(page, "page");
        this.sent = requireNonNull(sent, "sent");
    }

    public String id() {
        return id;
    }

    public String page() {
        return page;
    }

    /**
     * What the page shows of it; what has not come yet is absent.
     *
     * @param pictures that can be fetched
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            String id,
            List<String> pictures,
            @Nullable Denoised denoised,
            @Nullable Labelled labelled,
            @Nullable Refused refused) {}

    /** The denoiser's answer; times in milliseconds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Denoised(
            int channels,
            int height,
            int width,
            String model,
            String version,
            List<Float> latent,
            int latentSize,
            @Nullable Float noiseSigma,
            @Nullable Float residualSigma,
            @Nullable Float anomaly,
            @Nullable Float differenceGain,
            Stages stages,
            long afterMillis) {}

    /** The classifier's answer. */
    public record Labelled(
            String label,
            float confidence,
            List<Score> scores,
            String head,
            String model,
            String version,
            Stages stages,
            long afterMillis) {}

    public record Score(String label, float probability) {}

    /** Of one image; inference is its share of a batch. */
    public record Stages(double decodeMillis, double inferMillis, double encodeMillis, int batch) {
        static Stages of(StageTimes times) {
            return new Stages(
                    times.getDecodeMicros() / 1e3,
                    times.getInferMicros() / 1e3,
                    times.getEncodeMicros() / 1e3,
                    times.getBatch());
        }
    }

    /**
     * Its dead letter.
     *
     * @param unlabelled whether it was denoised and no live classifier takes it, which is no failure
     */
    public record Refused(String reason, String message, String service, boolean unlabelled, long afterMillis) {}

    public synchronized View view() {
        return new View(
                id,
                pictures.keySet().stream()
                        .map(Enum::name)
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList(),
                denoised,
                labelled,
                refused);
    }

    public synchronized Optional<byte[]> picture(Kind kind) {
        return Optional.ofNullable(pictures.get(kind));
    }

    /** Bytes it keeps in memory. */
    synchronized long size() {
        return sent.value().length
                + pictures.values().stream()
                        .mapToLong(picture -> picture.length)
                        .sum();
    }

    /** Makes the picture of what is sent, where it can be read. */
    public void show(Pictures maker) {
        maker.read(sent.value(), sent.headers()).ifPresent(pixels -> keep(Kind.NOISY, maker.png(pixels)));
    }

    private synchronized void keep(Kind kind, byte[] picture) {
        pictures.put(kind, picture);
    }

    /** The longest latent vector that is shown; of a longer one, its beginning. */
    private static final int LONGEST_LATENT = 4096;

    void denoised(DenoisedFrame frame, Pictures maker) {
        long after = afterMillis();
        Optional<Pixels> clean = maker.read(frame.getImage());
        Optional<Difference> difference = clean.flatMap(
                answer -> maker.read(sent.value(), sent.headers()).flatMap(noisy -> Difference.between(noisy, answer)));
        clean.ifPresent(answer -> keep(Kind.DENOISED, maker.png(answer)));
        difference.ifPresent(apart -> keep(Kind.DIFFERENCE, maker.png(apart.pixels())));
        Denoised told = new Denoised(
                frame.getImage().getChannels(),
                frame.getImage().getHeight(),
                frame.getImage().getWidth(),
                frame.getDenoiser().getName(),
                Long.toUnsignedString(frame.getDenoiser().getVersion()),
                List.copyOf(frame.getLatentList().subList(0, Math.min(LONGEST_LATENT, frame.getLatentCount()))),
                frame.getLatentCount(),
                frame.hasNoiseSigma() ? frame.getNoiseSigma() : null,
                frame.hasResidualSigma() ? frame.getResidualSigma() : null,
                frame.hasAnomalyScore() ? frame.getAnomalyScore() : null,
                difference.map(Difference::gain).orElse(null),
                Stages.of(frame.getStageTimes()),
                after);
        synchronized (this) {
            denoised = told;
        }
    }

    /** @param names of the classes by index; classes without one go by their index */
    synchronized void labelled(Classification found, List<String> names) {
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < found.getScoresCount(); i++) {
            scores.add(new Score(i < names.size() ? names.get(i) : Integer.toString(i), found.getScores(i)));
        }
        labelled = new Labelled(
                found.getLabel(),
                found.getConfidence(),
                scores,
                found.getHead().name().toLowerCase(Locale.ROOT),
                found.getClassifier().getName(),
                Long.toUnsignedString(found.getClassifier().getVersion()),
                Stages.of(found.getStageTimes()),
                afterMillis());
    }

    synchronized void refused(Headers deadLetter, boolean unlabelled) {
        refused = new Refused(
                text(deadLetter, HeaderNames.DEAD_LETTER_REASON),
                text(deadLetter, HeaderNames.DEAD_LETTER_MESSAGE),
                text(deadLetter, HeaderNames.DEAD_LETTER_SERVICE),
                unlabelled,
                afterMillis());
    }

    private static String text(Headers headers, String name) {
        return HeaderNames.text(headers, name).orElse("");
    }

    private long afterMillis() {
        return (System.nanoTime() - sentNanos) / 1_000_000;
    }
}
