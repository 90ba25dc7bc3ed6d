package io.limpid.sources;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An image file that a source gave, as it is. Owns its bytes. */
public final class SourceImage {
    /** The largest file that a source gives. */
    public static final int MAX_BYTES = 16 << 20;

    private final String key;
    private final String id;
    private final String contentType;
    private final byte[] bytes;
    private final @Nullable Instant time;
    private final @Nullable Duration position;

    /**
     * @param key images of one key are to keep their order
     * @param id tells this image from all others of its source, and is the same whenever the source is read again
     * @param time when it was taken or written
     * @param position since the beginning of what it is a part of, such as a video
     */
    private SourceImage(
            String key,
            String id,
            String contentType,
            byte[] bytes,
            @Nullable Instant time,
            @Nullable Duration position) {
        this.key = requireNonNull(key, "key");
        this.id = requireNonNull(id, "id");
        this.contentType = requireNonNull(contentType, "contentType");
        this.bytes = bytes;
        this.time = time;
        this.position = position;
    }

    /** An image of which it is known when it was taken or written; empty where its bytes are no image's. */
    static Optional<SourceImage> sniffed(String key, String id, byte[] bytes, Instant time) {
        return ContentType.sniff(bytes)
                .map(encoding -> new SourceImage(key, id, ContentType.of(encoding), bytes, time, null));
    }

    /** An image that belongs to a place in a film. */
    static SourceImage png(String key, String id, byte[] bytes, Duration position) {
        return new SourceImage(key, id, "image/png", bytes, null, position);
    }

    public String key() {
        return key;
    }

    public String id() {
        return id;
    }

    public String contentType() {
        return contentType;
    }

    /** The file's own bytes, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    public Optional<Instant> maybeTime() {
        return Optional.ofNullable(time);
    }

    public Optional<Duration> maybePosition() {
        return Optional.ofNullable(position);
    }

    @Override
    public String toString() {
        return id + " (" + contentType + ", " + bytes.length + " bytes)";
    }
}
