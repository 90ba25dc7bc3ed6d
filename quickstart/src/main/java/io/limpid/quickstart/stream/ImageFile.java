package io.limpid.quickstart.stream;

import io.limpid.client.ImageRequest;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.PayloadProblem;
import io.limpid.contracts.v1.Encoding;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.ServiceSpecs;
import io.limpid.sources.SourceImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An image file that is to be published as it is. Owns its bytes. */
public final class ImageFile {
    /** Of a file: the services take less, unless told otherwise. */
    public static final int MAX_BYTES = SourceImage.MAX_BYTES;

    private static final Map<String, String> BY_ENDING = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "bmp", "image/bmp",
            "gif", "image/gif",
            "webp", "image/webp",
            "tif", "image/tiff",
            "tiff", "image/tiff",
            "pb", ContentType.PROTOBUF);

    /** What no record can hold is refused here; pixels are the denoiser's business. */
    private static final ImageCodec ANY_SIZE =
            new ImageCodec(new PayloadLimits(MAX_BYTES, ServiceSpecs.PICTURES.maxPixels()));

    private final Path path;
    private final String contentType;
    private final byte[] bytes;
    private final Optional<String> caveat;

    private ImageFile(Path path, String contentType, byte[] bytes) {
        this.path = path;
        this.contentType = contentType;
        this.bytes = bytes;
        this.caveat = look();
    }

    /**
     * Reads a file and looks at it without decoding it.
     *
     * @throws CommandFailure when it can't be read, no record holds it, nothing says what kind it is, or it is not whole as far as is
     *     seen so
     */
    public static ImageFile read(Path path) {
        if (Files.isDirectory(path)) {
            throw CommandFailure.badInput(
                    "expected an image file, " + path + " is a folder",
                    "./limpid publish --watch " + path + " sends its images");
        }
        if (!Files.isRegularFile(path)) {
            throw CommandFailure.badInput("there is no file " + path, "check the path");
        }
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw CommandFailure.badInput(
                        path + " has " + Files.size(path) + " bytes, a record holds at most " + MAX_BYTES,
                        "send a smaller image");
            }
            byte[] bytes = Files.readAllBytes(path);
            return new ImageFile(path, contentTypeOf(path, bytes), bytes);
        } catch (IOException failure) {
            throw CommandFailure.badInput(path + " can't be read: " + failure.getMessage(), "check its permissions");
        }
    }

    /** What the file is, whatever it is called; only messages begin in no way of their own. */
    private static String contentTypeOf(Path path, byte[] bytes) {
        return ContentType.sniff(bytes)
                .map(ContentType::of)
                .or(() -> typeByEnding(path).filter(ContentType::isProtobuf))
                .orElseThrow(() -> CommandFailure.badInput(
                        path + " is no PNG, JPEG, BMP, GIF, WebP or TIFF: " + FirstBytes.told(bytes),
                        FirstBytes.remedy(bytes)));
    }

    private Optional<String> look() {
        Optional<Encoding> encoding = ContentType.encodingOf(contentType);
        try {
            if (encoding.isPresent()) {
                ANY_SIZE.checkUndecoded(bytes, encoding.get());
            }
        } catch (MalformedPayloadException wrong) {
            if (wrong.problem() == PayloadProblem.TOO_MANY_PIXELS) {
                return Optional.of(wrong.getMessage());
            }
            throw CommandFailure.badInput(path + " can't be decoded: " + wrong.getMessage(), FirstBytes.remedy(wrong));
        }
        int usual = ServiceSpecs.PICTURES.maxBytes();
        return bytes.length > usual
                ? Optional.of("expected at most " + usual + " bytes, found " + bytes.length)
                : Optional.empty();
    }

    /** Why a denoiser that {@code ./limpid up} started refuses it, as expected and found; empty where they don't, as far as is known. */
    public Optional<String> maybeCaveat() {
        return caveat;
    }

    /** The content type that a file's name stands for; empty where it is called like no picture or message. */
    public static Optional<String> typeByEnding(Path path) {
        return typeByEnding(name(path));
    }

    static Optional<String> typeByEnding(String name) {
        return Optional.ofNullable(
                BY_ENDING.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    public String name() {
        return name(path);
    }

    /** What publishes it. */
    public ImageRequest request() {
        return ImageRequest.of(bytes, contentType);
    }
}
