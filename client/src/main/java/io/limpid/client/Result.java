package io.limpid.client;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * What became of an image: one record from one of the result topics. Results of one image have the same {@link #imageId()}; where
 * several images share a key, and so an image id, {@link #eventId()} tells them apart.
 */
public sealed interface Result {
    /** The record's key, else its {@code ce_id} header, else the id in its value; empty where it has none of them. */
    String imageId();

    /** Where the result itself lies. */
    RecordPlace place();

    /** Milliseconds since the epoch: that of the noisy image. */
    long timestamp();

    /** The result's headers; the publisher's own are among them. Not to be changed. */
    Headers headers();

    /** The {@code ce_id} header; empty where there is none. */
    default String eventId() {
        return HeaderNames.text(headers(), HeaderNames.CLOUD_EVENT_ID).orElse("");
    }

    /** A denoised image, with its latent vector. */
    record Denoised(String imageId, RecordPlace place, long timestamp, Headers headers, DenoisedFrame frame)
            implements Result {
        public Denoised {
            requireNonNull(frame, "frame");
        }
    }

    /**
     * A label.
     *
     * @param frame what was labelled; absent where this reader did not see it shortly before
     */
    record Labelled(
            String imageId,
            RecordPlace place,
            long timestamp,
            Headers headers,
            Classification classification,
            Optional<DenoisedFrame> frame)
            implements Result {
        public Labelled {
            requireNonNull(classification, "classification");
            requireNonNull(frame, "frame");
        }
    }

    /**
     * A record that a service could not answer, untouched.
     *
     * @param value empty too where no topic took it; {@link #leftOut()} says so
     */
    record Dead(
            String imageId,
            RecordPlace place,
            long timestamp,
            Headers headers,
            Optional<ByteString> key,
            Optional<ByteString> value)
            implements Result {
        public Dead {
            requireNonNull(key, "key");
            requireNonNull(value, "value");
        }

        /** A short code, such as {@code UNDECODABLE}. */
        public String reason() {
            return text(HeaderNames.DEAD_LETTER_REASON);
        }

        /** One line: what was expected, what was found. */
        public String message() {
            return text(HeaderNames.DEAD_LETTER_MESSAGE);
        }

        /** Who could not answer it, such as {@code denoiser}. */
        public String service() {
            return text(HeaderNames.DEAD_LETTER_SERVICE);
        }

        /** Where the record lay that could not be answered; absent where the headers do not tell. */
        public Optional<RecordPlace> source() {
            String topic = text(HeaderNames.DEAD_LETTER_TOPIC);
            try {
                return topic.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new RecordPlace(
                                topic,
                                Integer.parseInt(text(HeaderNames.DEAD_LETTER_PARTITION)),
                                Long.parseLong(text(HeaderNames.DEAD_LETTER_OFFSET))));
            } catch (NumberFormatException foreign) {
                return Optional.empty();
            }
        }

        /** What of the original is missing because no topic takes it; empty where it is whole. */
        public String leftOut() {
            return text(HeaderNames.DEAD_LETTER_LEFT_OUT);
        }

        private String text(String header) {
            return HeaderNames.text(headers, header).orElse("");
        }
    }

    /**
     * A record in a result topic that is none of Limpid's.
     *
     * @param problem one line: what was expected
     */
    record Foreign(String imageId, RecordPlace place, long timestamp, Headers headers, String problem)
            implements Result {
        public Foreign {
            requireNonNull(problem, "problem");
        }
    }
}
