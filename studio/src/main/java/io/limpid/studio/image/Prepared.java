package io.limpid.studio.image;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.common.header.Headers;

/** What is published: a record's value, which must not be changed, and its media type. */
public final class Prepared {
    private final byte[] value;
    private final String contentType;

    Prepared(byte[] value, String contentType) {
        this.value = requireNonNull(value, "value");
        this.contentType = requireNonNull(contentType, "contentType");
    }

    public byte[] value() {
        return value;
    }

    /** Empty where none is known. */
    public String contentType() {
        return contentType;
    }

    public Headers headers() {
        return Preparation.headers(contentType);
    }
}
