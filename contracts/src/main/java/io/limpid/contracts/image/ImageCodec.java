package io.limpid.contracts.image;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;

/** Turns {@link Image} messages into {@link Pixels} and back. Thread-safe. */
public final class ImageCodec {
    private final PayloadLimits limits;

    public ImageCodec(PayloadLimits limits) {
        this.limits = requireNonNull(limits, "limits");
    }

    /**
     * Decodes an image file or raw pixels. The limits are checked on what the image declares, before it is decoded.
     *
     * @throws MalformedPayloadException when the bytes are not a whole image of the encoding, or exceed the limits
     */
    public Pixels decode(Image image) throws MalformedPayloadException {
        Encoding encoding = image.getEncoding();
        if (RawCodec.isRaw(encoding)) {
            limits.checkBytes(image.getData().size());
            return RawCodec.decode(
                    image.getData().toByteArray(),
                    encoding,
                    unsigned(image.getChannels()),
                    unsigned(image.getHeight()),
                    unsigned(image.getWidth()),
                    limits);
        }
        Pixels pixels = asDeclared(image, decodeFile(image.getData().toByteArray(), encoding));
        checkDeclared("channels", image.getChannels(), pixels.shape().channels());
        checkDeclared("height", image.getHeight(), pixels.shape().height());
        checkDeclared("width", image.getWidth(), pixels.shape().width());
        return pixels;
    }

    /**
     * Decodes the bytes of an image file.
     *
     * @param encoding PNG, JPEG, BMP or GIF
     * @throws MalformedPayloadException as {@link #decode} does
     */
    public Pixels decodeFile(byte[] bytes, Encoding encoding) throws MalformedPayloadException {
        if (bytes.length == 0) {
            throw new MalformedPayloadException(PayloadProblem.EMPTY, "expected an image, found no bytes");
        }
        limits.checkBytes(bytes.length);
        return switch (encoding) {
            case PNG, JPEG, BMP, GIF -> FileCodec.decode(bytes, encoding, limits);
            default ->
                throw new MalformedPayloadException(
                        PayloadProblem.UNSUPPORTED_CONTENT_TYPE,
                        "expected the encoding PNG, JPEG, BMP, GIF, GRAY8, RGB8 or FLOAT32, found " + encoding);
        };
    }

    /**
     * Encodes pixels. All encodings but FLOAT32 clamp to [0,1] and round to 8 bits a channel; GRAY8 and RGB8 give way to
     * each other where the number of channels asks for it.
     */
    public Image encode(Pixels pixels, Encoding wanted) {
        Encoding encoding = fitting(wanted, pixels.shape().channels());
        byte[] data = encodeBytes(pixels, encoding);
        ByteString bytes = UnsafeByteOperations.unsafeWrap(data);
        return Image.newBuilder()
                .setEncoding(encoding)
                .setWidth(pixels.shape().width())
                .setHeight(pixels.shape().height())
                .setChannels(pixels.shape().channels())
                .setData(bytes)
                .build();
    }

    /**
     * The bytes alone.
     *
     * @throws IllegalArgumentException when the encoding can't hold the image's channels
     */
    public byte[] encodeBytes(Pixels pixels, Encoding encoding) {
        return switch (encoding) {
            case GRAY8, RGB8, FLOAT32 -> RawCodec.encode(pixels, encoding);
            case PNG, JPEG, BMP, GIF -> FileCodec.encode(pixels, encoding);
            default -> throw new IllegalArgumentException("no image can be written as " + encoding);
        };
    }

    private static Encoding fitting(Encoding wanted, int channels) {
        if (wanted == Encoding.GRAY8 || wanted == Encoding.RGB8) {
            return channels == 1 ? Encoding.GRAY8 : Encoding.RGB8;
        }
        return wanted;
    }

    /** A GIF holds a colour table and nothing else: of grey colours only, it can still have been meant as RGB. */
    private static Pixels asDeclared(Image image, Pixels pixels) {
        boolean greyMeantAsColour = image.getEncoding() == Encoding.GIF
                && image.getChannels() == 3
                && pixels.shape().channels() == 1;
        return greyMeantAsColour ? pixels.repeated(3) : pixels;
    }

    private static void checkDeclared(String what, int declared, int found) throws MalformedPayloadException {
        if (declared != 0 && declared != found) {
            throw new MalformedPayloadException(
                    PayloadProblem.WRONG_SIZE,
                    "expected %s %s as the message declares, the file has %d"
                            .formatted(what, Integer.toUnsignedString(declared), found));
        }
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
