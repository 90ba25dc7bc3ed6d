package io.limpid.studio.image;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.NoisyPayloadReader;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.PayloadProblem;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.Encoding;
import io.limpid.datasets.noise.SampleRandom;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes of an upload what is published. Thread-safe. */
public final class Preparation {
    private final PayloadLimits limits;
    private final NoisyPayloadReader reader;
    private final ImageCodec codec;

    public Preparation(PayloadLimits limits) {
        this.limits = requireNonNull(limits, "limits");
        this.reader = new NoisyPayloadReader(limits);
        this.codec = new ImageCodec(limits);
    }

    /**
     * An upload that asks for nothing stays as it is, readable or not: what the stream makes of it is for the stream to say.
     *
     * @param contentType as the browser says, by the file's name only: passed on where the first bytes say the same; empty where it
     *     says none
     * @throws MalformedPayloadException when something is to be done to it, and it can't be read or gets too large
     */
    public Prepared prepare(byte[] upload, String contentType, SendOptions options) throws MalformedPayloadException {
        String mediaType = agreed(upload, contentType);
        if (options.changesNothing()) {
            return new Prepared(upload, mediaType, options.model());
        }
        byte[] png = codec.encodeBytes(spoiled(fitted(read(upload, mediaType), options), options), Encoding.PNG);
        if (png.length > limits.maxBytes()) {
            throw new MalformedPayloadException(
                    PayloadProblem.TOO_MANY_BYTES,
                    "expected at most %d bytes, found %d as PNG with the noise; choose a smaller image or another size"
                            .formatted(limits.maxBytes(), png.length));
        }
        return new Prepared(png, ContentType.of(Encoding.PNG), options.model());
    }

    private static String agreed(byte[] upload, String contentType) {
        Optional<Encoding> named = ContentType.encodingOf(contentType);
        return named.isPresent() && named.equals(ContentType.sniff(upload)) ? ContentType.bare(contentType) : "";
    }

    private Pixels read(byte[] upload, String mediaType) throws MalformedPayloadException {
        return reader.read(upload, headers(mediaType)).pixels();
    }

    /** The image as the denoiser will see it. */
    Pixels read(Prepared prepared) throws MalformedPayloadException {
        return read(prepared.value(), prepared.contentType());
    }

    static Headers headers(String mediaType) {
        Headers headers = new RecordHeaders();
        if (!mediaType.isEmpty()) {
            HeaderNames.set(headers, HeaderNames.CONTENT_TYPE, mediaType);
        }
        return headers;
    }

    private static Pixels fitted(Pixels image, SendOptions options) {
        if (options.fit().isEmpty()) {
            return image;
        }
        SendOptions.Fit fit = options.fit().get();
        Pixels coloured = image.withChannels(fit.channels());
        return fit.keepsSize() ? coloured : Pictures.resized(coloured, fit.height(), fit.width());
    }

    private static Pixels spoiled(Pixels image, SendOptions options) {
        float[] values = image.toArray();
        ImageShape shape = image.shape();
        options.noise().apply(values, 0, Pictures.shape(shape), SampleRandom.of(options.seed(), 0));
        return Pixels.of(shape, values);
    }
}
