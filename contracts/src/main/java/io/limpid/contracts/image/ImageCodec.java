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
     * The colour of an image file or of raw pixels, upright, without its alpha. The limits are checked on what the image declares,
     * before it is decoded.
     *
     * @throws MalformedPayloadException when the bytes are not a whole image of the encoding, or exceed the limits
     */
    public Pixels decode(Image image) throws MalformedPayloadException {
        return decodeInFull(image).pixels();
    }

    /**
     * All that an answer needs of an image file or of raw pixels.
     *
     * @throws MalformedPayloadException as {@link #decode} does
     */
    public DecodedImage decodeInFull(Image image) throws MalformedPayloadException {
        Encoding encoding = image.getEncoding();
        if (RawCodec.isRaw(encoding)) {
            limits.checkBytes(image.getData().size());
            return DecodedImage.opaque(RawCodec.decode(
                    image.getData().toByteArray(),
                    encoding,
                    unsigned(image.getChannels()),
                    unsigned(image.getHeight()),
                    unsigned(image.getWidth()),
                    limits));
        }
        byte[] file = image.getData().toByteArray();
        DecodedImage stored = asDeclared(image, decodeStored(file, encoding));
        ImageShape shape = stored.pixels().shape();
        boolean countsAlpha = stored.alpha().isPresent() && image.getChannels() == shape.channels() + 1;
        checkDeclared("channels", image.getChannels(), shape.channels() + (countsAlpha ? 1 : 0));
        checkDeclared("height", image.getHeight(), shape.height());
        checkDeclared("width", image.getWidth(), shape.width());
        return stored.turned(Orientation.of(file, encoding));
    }

    /**
     * The colour of an image file, upright, without its alpha.
     *
     * @param encoding PNG, JPEG, BMP, GIF, WEBP or TIFF
     * @throws MalformedPayloadException as {@link #decode} does
     */
    public Pixels decodeFile(byte[] bytes, Encoding encoding) throws MalformedPayloadException {
        return decodeFileInFull(bytes, encoding).pixels();
    }

    /**
     * All that an answer needs of an image file.
     *
     * @param encoding PNG, JPEG, BMP, GIF, WEBP or TIFF
     * @throws MalformedPayloadException as {@link #decode} does
     */
    public DecodedImage decodeFileInFull(byte[] bytes, Encoding encoding) throws MalformedPayloadException {
        return decodeStored(bytes, encoding).turned(Orientation.of(bytes, encoding));
    }

    /**
     * Looks at an image file without decoding it, which costs little: bytes, declared size, and, where the format tells it, whether
     * all of the file is there. What passes may still be damaged.
     *
     * @param encoding PNG, JPEG, BMP, GIF, WEBP or TIFF
     * @throws MalformedPayloadException as {@link #decode} would
     */
    public void checkUndecoded(byte[] bytes, Encoding encoding) throws MalformedPayloadException {
        checkFile(bytes, encoding);
        FileCodec.checkUndecoded(bytes, encoding, limits);
    }

    private DecodedImage decodeStored(byte[] bytes, Encoding encoding) throws MalformedPayloadException {
        checkFile(bytes, encoding);
        return FileCodec.decode(bytes, encoding, limits);
    }

    private void checkFile(byte[] bytes, Encoding encoding) throws MalformedPayloadException {
        if (bytes.length == 0) {
            throw new MalformedPayloadException(PayloadProblem.EMPTY, "expected an image, found no bytes");
        }
        limits.checkBytes(bytes.length);
        switch (encoding) {
            case PNG, JPEG, BMP, GIF, WEBP, TIFF -> {}
            default ->
                throw new MalformedPayloadException(
                        PayloadProblem.UNSUPPORTED_CONTENT_TYPE,
                        "expected the encoding PNG, JPEG, BMP, GIF, WEBP, TIFF, GRAY8, RGB8 or FLOAT32, found "
                                + encoding);
        }
    }

    /** Whether images can be written so; what is read only comes out as PNG. */
    static boolean writes(Encoding encoding) {
        return encoding != Encoding.WEBP;
    }

    /** Encodes pixels, in 8 bits a channel where the encoding isn't FLOAT32, and without alpha. */
    public Image encode(Pixels pixels, Encoding wanted) {
        return encode(pixels, AnswerForm.of(wanted));
    }

    /**
     * Encodes pixels. All encodings but FLOAT32 clamp to [0,1] and round to the form's bits a channel; GRAY8 and RGB8 give way to
     * each other where the number of channels asks for it, and WEBP to PNG.
     */
    public Image encode(Pixels pixels, AnswerForm wanted) {
        Encoding encoding = fitting(wanted.encoding(), pixels.shape().channels());
        AnswerForm form = wanted.in(encoding);
        byte[] data = encodeBytes(pixels, form);
        ByteString bytes = UnsafeByteOperations.unsafeWrap(data);
        return Image.newBuilder()
                .setEncoding(encoding)
                .setWidth(pixels.shape().width())
                .setHeight(pixels.shape().height())
                .setChannels(pixels.shape().channels() + (form.alpha().isPresent() ? 1 : 0))
                .setData(bytes)
                .build();
    }

    /**
     * The bytes alone, in 8 bits a channel where the encoding isn't FLOAT32, and without alpha.
     *
     * @throws IllegalArgumentException when the encoding can't hold the image's channels
     */
    public byte[] encodeBytes(Pixels pixels, Encoding encoding) {
        return encodeBytes(pixels, AnswerForm.of(encoding));
    }

    private static byte[] encodeBytes(Pixels pixels, AnswerForm form) {
        return switch (form.encoding()) {
            case GRAY8, RGB8, FLOAT32 -> RawCodec.encode(pixels, form.encoding());
            case PNG, JPEG, BMP, GIF, TIFF -> FileCodec.encode(pixels, form);
            default -> throw new IllegalArgumentException("no image can be written as " + form.encoding());
        };
    }

    private static Encoding fitting(Encoding wanted, int channels) {
        if (wanted == Encoding.GRAY8 || wanted == Encoding.RGB8) {
            return channels == 1 ? Encoding.GRAY8 : Encoding.RGB8;
        }
        return writes(wanted) ? wanted : Encoding.PNG;
    }

    /** A GIF's or WebP's colours tell whether it is grey: of grey ones only, it can still have been meant as RGB. */
    private static DecodedImage asDeclared(Image image, DecodedImage stored) {
        boolean saysColoursOnly = image.getEncoding() == Encoding.GIF || image.getEncoding() == Encoding.WEBP;
        boolean meantAsColour = image.getChannels() == 3 || image.getChannels() == 4;
        boolean isGrey = stored.pixels().shape().channels() == 1;
        return saysColoursOnly && meantAsColour && isGrey
                ? stored.withPixels(stored.pixels().repeated(3))
                : stored;
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
