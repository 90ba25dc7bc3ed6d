package io.limpid.direct;

import io.limpid.contracts.image.MalformedPayloadException;

/** The statuses of HTTP that say why a payload can't be read. */
public final class PayloadStatus {
    private PayloadStatus() {}

    public static RefusedCall refused(MalformedPayloadException malformed) {
        int status =
                switch (malformed.problem()) {
                    case NO_VALUE, EMPTY, UNDECODABLE, WRONG_SIZE -> 400;
                    case UNSUPPORTED_ACCEPT -> 406;
                    case TOO_MANY_BYTES -> 413;
                    case UNKNOWN_CONTENT, UNSUPPORTED_CONTENT_TYPE -> 415;
                    case TOO_MANY_PIXELS, UNSUPPORTED_CHANNELS, NOT_FINITE, OUT_OF_RANGE -> 422;
                };
        return new RefusedCall(status, malformed.problem().name(), String.valueOf(malformed.getMessage()));
    }
}
