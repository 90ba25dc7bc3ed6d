package io.limpid.contracts.image;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.Encoding;
import java.util.List;

/**
 * A file as people keep it, who want all of it back: its pages, what it says of their size on paper and of their colours. The stream takes the first
 * page alone. Not thread-safe.
 */
public final class PictureFile {
    private final byte[] bytes;
    private final Encoding encoding;
    private final List<Integer> pages;
    private final int pictures;

    private PictureFile(byte[] bytes, Encoding encoding, List<Integer> pages) {
        this.bytes = bytes;
        this.encoding = encoding;
        this.pages = pages;
        this.pictures = hasPages() ? pages.size() : Frames.count(bytes, encoding);
    }

    /**
     * @param bytes not to be touched by others any more: to turn to a TIFF's page changes them
     * @throws MalformedPayloadException when what comes behind the first page is damaged
     */
    public static PictureFile of(byte[] bytes, Encoding encoding) throws MalformedPayloadException {
        requireNonNull(bytes, "bytes");
        return new PictureFile(bytes, encoding, encoding == Encoding.TIFF ? TiffPages.of(bytes) : List.of());
    }

    public Encoding encoding() {
        return encoding;
    }

    /** How many pictures of their own it holds: the pages of a TIFF without their thumbnails and masks, the frames of an animation. */
    public int pictures() {
        return pictures;
    }

    /** Whether all of its pictures can be decoded: those of a TIFF can, of others the first. */
    public boolean hasPages() {
        return encoding == Encoding.TIFF;
    }

    /**
     * What it says of a page. Damaged details count as missing.
     *
     * @param page from 0 on
     */
    public FileDetails details(int page) {
        turnTo(page);
        return DetailsReading.of(bytes, encoding);
    }

    /**
     * A page, with its values as they are stored where the answer takes its colour profile along.
     *
     * @param page from 0 on
     * @throws MalformedPayloadException as {@link ImageCodec#decode} does
     */
    public DecodedImage decode(int page, Encoding answerIn, ImageCodec codec) throws MalformedPayloadException {
        turnTo(page);
        boolean carriesProfile = encoding == Encoding.JPEG
                && DetailsReading.of(bytes, encoding)
                        .heldBy(answerIn, channels())
                        .profile()
                        .isPresent();
        return codec.decodeFileInFull(carriesProfile ? JpegSegments.withoutProfile(bytes) : bytes, encoding);
    }

    private int channels() {
        return JpegStructure.of(bytes, 0, bytes.length).components();
    }

    private void turnTo(int page) {
        if (encoding == Encoding.TIFF) {
            TiffPages.turnTo(bytes, pages.get(page));
        }
    }
}
