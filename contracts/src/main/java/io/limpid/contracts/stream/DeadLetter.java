package io.limpid.contracts.stream;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Why a record goes to a dead letter topic.
 *
 * @param reason a short upper-case code, the same for all failures of a kind
 * @param message one line: expected, found; null, where nothing is known, becomes empty
 * @param exception the class name of what was thrown; empty where nothing was
 */
public record DeadLetter(String reason, @Nullable String message, String exception) {
    /** The reasons that the services give, by name; others' own may come beside them. */
    public static final List<String> REASONS = List.of(
            "ANSWER_TOO_LARGE",
            "EMPTY",
            "INFERENCE_FAILED",
            "INTERNAL_ERROR",
            "MALFORMED_FRAME",
            "NOT_FINITE",
            "NO_MODEL",
            "NO_VALUE",
            "OUT_OF_RANGE",
            "RATE_LIMITED",
            "TOO_MANY_BYTES",
            "TOO_MANY_PIXELS",
            "UNDECODABLE",
            "UNKNOWN_CONTENT",
            "UNSUPPORTED_ACCEPT",
            "UNSUPPORTED_CHANNELS",
            "UNSUPPORTED_CONTENT_TYPE",
            "WRONG_REQUEST",
            "WRONG_SIZE");

    /** Messages can quote input; a header need not hold more of it. */
    private static final int LONGEST_MESSAGE = 1024;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    public DeadLetter {
        requireNonNull(reason, "reason");
        requireNonNull(exception, "exception");
        message = message == null ? "" : oneLine(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    }

    public static DeadLetter of(Enum<?> reason, Throwable thrown) {
        return new DeadLetter(
                reason.name(), thrown.getMessage(), thrown.getClass().getName());
    }

    /**
     * What a record's headers were before it died.
     *
     * @param dead those of its dead letter
     */
    public static Headers original(Headers dead) {
        Headers headers = new RecordHeaders();
        for (Header header : dead) {
            if (!header.key().startsWith(HeaderNames.DEAD_LETTER_PREFIX)) {
                headers.add(header);
            }
        }
        return headers;
    }

    /** What a message quotes comes from outside: line breaks would forge lines in logs and lists. */
    private static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }

    /**
     * The headers of the dead letter: all of the original's, and the reason, the source's coordinates and the service. Those
     * of an earlier failure, of a record that was replayed, are replaced.
     */
    public Headers headers(ConsumerRecord<?, ?> source, ServiceIdentity service) {
        Headers headers = original(source.headers());
        describe(headers, source, service);
        return headers;
    }

    /** The headers of the dead letter without those of the original: at most a few kilobytes. */
    public Headers bareHeaders(ConsumerRecord<?, ?> source, ServiceIdentity service) {
        Headers headers = new RecordHeaders();
        describe(headers, source, service);
        return headers;
    }

    private void describe(Headers headers, ConsumerRecord<?, ?> source, ServiceIdentity service) {
        HeaderNames.set(headers, HeaderNames.DEAD_LETTER_REASON, reason);
        HeaderNames.set(headers, HeaderNames.DEAD_LETTER_MESSAGE, message);
        HeaderNames.set(headers, HeaderNames.DEAD_LETTER_EXCEPTION, exception);
        HeaderNames.set(headers, HeaderNames.DEAD_LETTER_TOPIC, source.topic());
        HeaderNames.set(headers, HeaderNames.DEAD_LETTER_PARTITION, Integer.toString(source.partition()));
        HeaderNames.set(headers, HeaderNames.DEAD_LETTER_OFFSET, Long.toString(source.offset()));
        HeaderNames.set(headers, HeaderNames.DEAD_LETTER_SERVICE, service.name());
        HeaderNames.set(headers, HeaderNames.DEAD_LETTER_SERVICE_VERSION, service.version());
    }
}
