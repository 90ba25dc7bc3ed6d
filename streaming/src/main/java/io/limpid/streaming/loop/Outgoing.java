package io.limpid.streaming.loop;

import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.ServiceIdentity;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What is written of an answer or a dead letter. */
final class Outgoing {
    /** A longer key of a record that is too large already is left out with the rest. */
    private static final int LONGEST_BARE_KEY = 1024;

    private final byte @Nullable [] key;
    private final Headers headers;
    private final byte @Nullable [] value;

    private Outgoing(byte @Nullable [] key, Headers headers, byte @Nullable [] value) {
        this.key = key;
        this.headers = headers;
        this.value = value;
    }

    static Outgoing answer(ConsumerRecord<byte[], byte[]> source, Headers headers, byte[] value) {
        return new Outgoing(source.key(), headers, value);
    }

    /**
     * The fullest form that the topic takes: the whole record; else all but its value; else neither value nor headers of the
     * original's, nor a long key. A header says what was left out.
     */
    static Outgoing deadLetter(
            ConsumerRecord<byte[], byte[]> source,
            DeadLetter deadLetter,
            ServiceIdentity service,
            String topic,
            TopicLimits limits) {
        Outgoing whole = new Outgoing(source.key(), deadLetter.headers(source, service), source.value());
        boolean isUnread = source.value() == null && source.serializedValueSize() > 0;
        if (!isUnread && limits.takes(topic, whole.bytes())) {
            return whole;
        }
        Outgoing noValue = new Outgoing(source.key(), whole.headers, null);
        noValue.leftOut(valueOf(source));
        return limits.takes(topic, noValue.bytes()) ? noValue : bare(source, deadLetter, service);
    }

    private static Outgoing bare(
            ConsumerRecord<byte[], byte[]> source, DeadLetter deadLetter, ServiceIdentity service) {
        boolean keepKey = length(source.key()) <= LONGEST_BARE_KEY;
        Outgoing bare = new Outgoing(keepKey ? source.key() : null, deadLetter.bareHeaders(source, service), null);
        StringJoiner left = new StringJoiner(", ");
        left.add(valueOf(source));
        left.add("headers of " + length(source.headers()) + " bytes");
        if (!keepKey) {
            left.add("key of " + length(source.key()) + " bytes");
        }
        bare.leftOut(left.toString());
        return bare;
    }

    private static String valueOf(ConsumerRecord<byte[], byte[]> source) {
        return "value of " + Math.max(source.serializedValueSize(), length(source.value())) + " bytes";
    }

    private void leftOut(String what) {
        HeaderNames.set(headers, HeaderNames.DEAD_LETTER_LEFT_OUT, what);
    }

    byte @Nullable [] key() {
        return key;
    }

    Headers headers() {
        return headers;
    }

    byte @Nullable [] value() {
        return value;
    }

    /** Of key, headers and value; what the record format adds is a few bytes more. */
    long bytes() {
        return length(key) + length(headers) + length(value);
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static long length(Headers headers) {
        long sum = 0;
        for (Header header : headers) {
            sum += header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
        }
        return sum;
    }
}
