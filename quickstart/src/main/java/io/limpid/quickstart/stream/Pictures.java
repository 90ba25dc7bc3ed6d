package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.client.RecordPlace;
import io.limpid.client.Result;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Denoised images as files that any viewer opens: their names and their bytes. */
final class Pictures {
    private static final String PNG = ".png";

    private final Set<String> given = new HashSet<>();
    private final Shelf shelf;
    /** What comes from our own services may be larger than what is taken from anyone. */
    private final ImageCodec codec = new ImageCodec(new PayloadLimits(17 << 20, 16L << 20));

    /** Where pictures go. */
    interface Shelf {
        /** Whether something stands there under this name, and is not these bytes. */
        boolean holdsAnother(String name, byte[] bytes) throws IOException;
    }

    Pictures(Shelf shelf) {
        this.shelf = requireNonNull(shelf, "shelf");
    }

    /**
     * A picture's name, which is its id with the ending of what it is: {@code photo.tiff}, answered as PNG, is {@code photo.png}. Where
     * that is taken, the id keeps its own ending ({@code photo.tiff.png}), and where that is taken too the record's coordinates tell
     * it apart ({@code photo-0-17.png}). No picture takes the place of another, of this run, of an earlier one or of anybody's, and what
     * is read again gets the name that it had.
     *
     * @param bytes of the picture
     */
    String name(Result.Denoised denoised, byte[] bytes) throws IOException {
        Encoding encoding = fileEncoding(denoised.frame().getImage().getEncoding());
        for (Iterator<String> names = names(denoised, encoding).iterator(); ; ) {
            String name = names.next();
            if (!given.contains(name) && !shelf.holdsAnother(name, bytes)) {
                given.add(name);
                return name;
            }
        }
    }

    /** Without end, the usual one first. */
    private static Stream<String> names(Result.Denoised denoised, Encoding encoding) {
        String safe = FileNames.safe(denoised.frame().getId());
        Optional<Encoding> called = FileNames.encoding(safe).filter(known -> safe.lastIndexOf('.') > 0);
        String stem = called.isPresent() ? FileNames.stem(safe) : safe;
        String ending =
                called.equals(Optional.of(encoding)) ? safe.substring(stem.length()) : FileNames.ending(encoding);
        Stream<String> first = Stream.of(stem + ending, safe.equals(stem + ending) ? safe : safe + ending)
                .distinct();
        String apart = stem + "-" + coordinates(denoised.place());
        return Stream.concat(
                first,
                IntStream.iterate(1, turn -> turn + 1)
                        .mapToObj(turn -> apart + (turn == 1 ? "" : "-" + turn) + ending));
    }

    /**
     * The name of the JSON file with a picture's label, which is no other picture's: {@code photo.json} of {@code photo.png} or of an
     * id, else {@code photo.jpg.json}.
     *
     * @param picture its name, or the id's where no picture is known
     */
    static String labelName(String picture) {
        String stem = FileNames.stem(picture);
        boolean isShort = picture.equals(stem + PNG) && FileNames.encoding(stem).isEmpty();
        return (isShort ? stem : picture) + ".json";
    }

    static String coordinates(RecordPlace place) {
        return place.partition() + "-" + place.offset();
    }

    byte[] bytes(DenoisedFrame frame) throws MalformedPayloadException {
        Image image = frame.getImage();
        return isFile(image.getEncoding())
                ? image.getData().toByteArray()
                : codec.encodeBytes(codec.decode(image), Encoding.PNG);
    }

    private static boolean isFile(Encoding encoding) {
        return switch (encoding) {
            case PNG, JPEG, BMP, GIF, TIFF -> true;
            default -> false;
        };
    }

    private static Encoding fileEncoding(Encoding encoding) {
        return isFile(encoding) ? encoding : Encoding.PNG;
    }
}
