package io.limpid.studio.image;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.HeaderNames;
import org.apache.kafka.common.header.Headers;

/** What is published: a record's value, which must not be changed, its media type, and the denoiser that is asked for. */
public final class Prepared {
    private final byte[] value;
    private final String contentType;
    private final String model;

    Prepared(byte[] value, String contentType, String model) {
        this.value = requireNonNull(value, "value");
        this.contentType = requireNonNull(contentType, "contentType");
        this.model = requireNonNull(model, "model");
    }

    public byte[] value() {
        return value;
    }

    /** Empty where none is known. */
    public String contentType() {
        return contentType;
    }

    public Headers headers() {
        Headers headers = Preparation.headers(contentType);
        if (!model.isEmpty()) {
            HeaderNames.set(headers, HeaderNames.MODEL, model);
        }
        return headers;
    }
}
