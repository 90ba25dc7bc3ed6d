package io.limpid.client;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.NoisyImage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An image to be denoised, and what is wished for its answer. Immutable: each {@code with} returns another one. */
public final class ImageRequest {
    private static final String SPEC_VERSION = "1.0";
    private static final String EVENT_TYPE = "io.limpid.image.noisy";

    private final ByteString value;
    private final String contentType;
    private final String key;
    private final Map<String, String> headers;

    private ImageRequest(ByteString value, String contentType, String key, Map<String, String> headers) {
        this.value = value;
        this.contentType = requireNonNull(contentType, "contentType");
        this.key = requireNonNull(key, "key");
        this.headers = headers;
    }

    /**
     * An image file, whose first bytes tell what it is.
     *
     * @param file the bytes of a PNG, JPEG, BMP, GIF, WebP or TIFF; copied
     * @throws IllegalArgumentException when they are none of these
     */
    public static ImageRequest ofFile(byte[] file) {
        Encoding encoding = ContentType.sniff(file)
                .orElseThrow(
                        () -> new IllegalArgumentException("expected the bytes of a PNG, JPEG, BMP, GIF, WebP or TIFF"
                                + " file, found " + file.length
                                + " bytes that begin as none of them; convert the image, or say what"
                                + " it is by of(bytes, contentType)"));
        return of(file, ContentType.of(encoding));
    }

    /**
     * Any value that {@code images.noisy} takes; it is the service that looks at it.
     *
     * @param bytes copied
     * @param contentType such as {@code image/png}
     */
    public static ImageRequest of(byte[] bytes, String contentType) {
        return new ImageRequest(ByteString.copyFrom(bytes), contentType, "", Map.of());
    }

    /** Raw values of any range; {@code [0,1]} is from black to white. They are sent as floats, four bytes each, and come back so. */
    public static ImageRequest ofPixels(Pixels pixels) {
        ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);
        return ofMessage(NoisyImage.newBuilder()
                .setImage(codec.encode(pixels, Encoding.FLOAT32))
                .build());
    }

    public static ImageRequest ofMessage(NoisyImage message) {
        return new ImageRequest(message.toByteString(), ContentType.PROTOBUF, "", Map.of());
    }

    /** Images of one key keep their order. The key is the image's id in all results; images without one are spread over the partitions. */
    public ImageRequest withKey(String newKey) {
        return new ImageRequest(value, contentType, newKey, headers);
    }

    /** The {@code ce_id} header: tells this image from all others. Without one, the client chooses one. */
    public ImageRequest withEventId(String id) {
        return withHeader(HeaderNames.CLOUD_EVENT_ID, id);
    }

    /** The media type wanted back, such as {@code image/png}; without one, the image's own. */
    public ImageRequest withAccept(String mediaType) {
        return withHeader(HeaderNames.ACCEPT, mediaType);
    }

    /** The name of the denoiser to use; without one, any that takes the image's shape. */
    public ImageRequest withModel(String name) {
        return withHeader(HeaderNames.MODEL, name);
    }

    /** The name of the classifier to use; without one, any that fits. */
    public ImageRequest withClassifier(String name) {
        return withHeader(HeaderNames.CLASSIFIER, name);
    }

    /** Further headers come out on the other side; one of the same name is replaced. */
    public ImageRequest withHeader(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(requireNonNull(name, "name"), requireNonNull(text, "text"));
        return new ImageRequest(value, contentType, key, more);
    }

    /** Empty where it has none. */
    public String key() {
        return key;
    }

    /** Empty where the client is to choose one. */
    public String eventId() {
        return headers.getOrDefault(HeaderNames.CLOUD_EVENT_ID, "");
    }

    public String contentType() {
        return contentType;
    }

    /** Of the value. */
    public int size() {
        return value.size();
    }

    /**
     * The record, for a producer of one's own.
     *
     * @param source the {@code ce_source} header, unless the request has one
     */
    public ProducerRecord<byte[], byte[]> toRecord(String topic, String eventId, String source) {
        byte[] keyBytes = key.isEmpty() ? null : key.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> image = new ProducerRecord<>(topic, keyBytes, value.toByteArray());
        HeaderNames.set(image.headers(), HeaderNames.CONTENT_TYPE, contentType);
        HeaderNames.set(image.headers(), HeaderNames.CLOUD_EVENT_SPEC_VERSION, SPEC_VERSION);
        HeaderNames.set(image.headers(), HeaderNames.CLOUD_EVENT_TYPE, EVENT_TYPE);
        HeaderNames.set(image.headers(), HeaderNames.CLOUD_EVENT_SOURCE, source);
        headers.forEach((name, text) -> HeaderNames.set(image.headers(), name, text));
        HeaderNames.set(image.headers(), HeaderNames.CLOUD_EVENT_ID, eventId);
        return image;
    }

    /** What it is and how large; never its bytes. */
    @Override
    public String toString() {
        return "ImageRequest[" + contentType + ", " + value.size() + " bytes, key '" + key + "']";
    }
}
