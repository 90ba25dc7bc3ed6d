package io.limpid.contracts.image;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.Encoding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of pictures that were cleaned: of one, or as a TIFF of many pages, each with what its file said of it. Not thread-safe. */
public final class AnswerFile implements AutoCloseable {
    private final Encoding encoding;
    private final ImageCodec codec;
    private final @Nullable TiffAnswer pages;
    private byte[] only = new byte[0];

    /** @param wanted of a file; a WebP is written as PNG */
    public AnswerFile(Encoding wanted, ImageCodec codec) {
        this.encoding = ImageCodec.writes(wanted) ? wanted : Encoding.PNG;
        this.codec = requireNonNull(codec, "codec");
        this.pages = encoding == Encoding.TIFF ? new TiffAnswer() : null;
    }

    public Encoding encoding() {
        return encoding;
    }

    /** Whether it takes more than one picture. */
    public boolean takesPages() {
        return pages != null;
    }

    /**
     * Adds a picture.
     *
     * @param cleaned what becomes of the image's colour; the rest of it is kept as far as the encoding goes
     * @return what of the details such a file doesn't hold, in words for people
     */
    public List<String> add(Pixels cleaned, DecodedImage image, FileDetails details) {
        AnswerForm form = AnswerForm.of(encoding, image);
        FileDetails held = details.heldBy(encoding, cleaned.shape().channels());
        if (pages != null) {
            pages.add(cleaned, form, held);
        } else if (only.length > 0) {
            throw new IllegalStateException("a " + encoding + " takes one picture");
        } else {
            only = DetailsWriting.into(codec.encode(cleaned, form).getData().toByteArray(), encoding, held);
        }
        return details.beyond(held);
    }

    /** The whole file. Nothing can be added any more. */
    public byte[] bytes() {
        return pages == null ? only : pages.bytes();
    }

    @Override
    public void close() {
        if (pages != null) {
            pages.close();
        }
    }
}
