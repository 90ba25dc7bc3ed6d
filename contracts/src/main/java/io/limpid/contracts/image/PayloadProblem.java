package io.limpid.contracts.image;

/** Why a payload can't be read. */
public enum PayloadProblem {
    /** The record has no value (a tombstone). */
    NO_VALUE,
    /** The value has no bytes. */
    EMPTY,
    /** No content-type header, and the bytes start like no format we know. */
    UNKNOWN_CONTENT,
    /** A content-type header, or an image encoding, that we don't read. */
    UNSUPPORTED_CONTENT_TYPE,
    /** An accept header that names no encoding we write. */
    UNSUPPORTED_ACCEPT,
    TOO_MANY_BYTES,
    TOO_MANY_PIXELS,
    UNSUPPORTED_CHANNELS,
    /** Truncated, damaged, or not what it says it is. */
    UNDECODABLE,
    /** Raw pixels whose byte count doesn't fit width × height × channels. */
    WRONG_SIZE,
    /** NaN or infinite pixels. */
    NOT_FINITE,
    /** Float pixels that can't be meant for the range [0,1]. */
    OUT_OF_RANGE
}
