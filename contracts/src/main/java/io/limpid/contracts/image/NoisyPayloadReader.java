package io.limpid.contracts.image;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.NoisyImage;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads what anyone may publish to {@code images.noisy}: the bytes of an image file, or a {@code NoisyImage} message. The
 * {@code content-type} header says which; without one, the first bytes do. Thread-safe.
 */
public final class NoisyPayloadReader {
    private final PayloadLimits limits;
    private final ImageCodec codec;

    public NoisyPayloadReader(PayloadLimits limits) {
        this.limits = requireNonNull(limits, "limits");
        this.codec = new ImageCodec(limits);
    }

    /**
     * @param value the record's value, may be null
     * @throws MalformedPayloadException naming what was expected and what was found
     */
    public NoisyPayload read(byte @Nullable [] value, Headers headers) throws MalformedPayloadException {
        checkPresent(value);
        String contentType = HeaderNames.text(headers, HeaderNames.CONTENT_TYPE).orElse("");
        String accept = HeaderNames.text(headers, HeaderNames.ACCEPT).orElse("");
        if (ContentType.isProtobuf(contentType)) {
            return readMessage(value, accept);
        }
        Encoding encoding = contentType.isBlank() ? sniff(value) : fileEncoding(contentType);
        Encoding answerIn = Accept.choose(accept, encoding);
        DecodedImage image = codec.decodeFileInFull(value, encoding);
        return new NoisyPayload("", image.pixels(), AnswerForm.of(answerIn, image), 0, Map.of());
    }

    private void checkPresent(byte @Nullable [] value) throws MalformedPayloadException {
        if (value == null) {
            throw new MalformedPayloadException(
                    PayloadProblem.NO_VALUE, "expected an image, found a record without a value");
        }
        if (value.length == 0) {
            throw new MalformedPayloadException(PayloadProblem.EMPTY, "expected an image, found no bytes");
        }
        limits.checkBytes(value.length);
    }

    private NoisyPayload readMessage(byte[] value, String accept) throws MalformedPayloadException {
        NoisyImage message = parse(value);
        if (!message.hasImage()) {
            throw new MalformedPayloadException(
                    PayloadProblem.UNDECODABLE,
                    "expected limpid.v1.NoisyImage with an image, found none in the message");
        }
        Image image = message.getImage();
        Encoding answerIn = Accept.choose(accept, image.getEncoding());
        DecodedImage decoded = codec.decodeInFull(image);
        return new NoisyPayload(
                message.getId(),
                decoded.pixels(),
                AnswerForm.of(answerIn, decoded),
                message.getCapturedAt(),
                message.getAttributesMap());
    }

    private static NoisyImage parse(byte[] value) throws MalformedPayloadException {
        try {
            return NoisyImage.parseFrom(value);
        } catch (InvalidProtocolBufferException notThatMessage) {
            throw new MalformedPayloadException(
                    PayloadProblem.UNDECODABLE,
                    "expected a limpid.v1.NoisyImage message: " + notThatMessage.getMessage(),
                    notThatMessage);
        }
    }

    private static Encoding sniff(byte[] value) throws MalformedPayloadException {
        return ContentType.sniff(value)
                .orElseThrow(() -> new MalformedPayloadException(
                        PayloadProblem.UNKNOWN_CONTENT,
                        "expected a content-type header, or a file that starts like PNG, JPEG, BMP, GIF, WebP or TIFF; found neither in "
                                + value.length + " bytes"));
    }

    private static Encoding fileEncoding(String contentType) throws MalformedPayloadException {
        return ContentType.encodingOf(contentType)
                .filter(encoding -> !RawCodec.isRaw(encoding))
                .orElseThrow(() -> new MalformedPayloadException(
                        PayloadProblem.UNSUPPORTED_CONTENT_TYPE,
                        "expected content-type image/png, image/jpeg, image/bmp, image/gif, image/webp, image/tiff or "
                                + ContentType.PROTOBUF + ", found '" + contentType + "'"));
    }
}
