package io.limpid.contracts.image;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.RandomAccessReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.tiff.DirectoryTiffHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one tag of an EXIF block and skips all others: no sub-directories, no maker's notes, no thumbnails. */
final class ExifOrientation extends DirectoryTiffHandler {
    /** As much as a JPEG segment holds; what lies behind it in other files is not looked at. */
    private static final int MAX_BYTES = 1 << 16;

    private Orientation found = Orientation.UPRIGHT;

    private ExifOrientation() {
        super(new Metadata(), null);
        pushDirectory(new ExifIFD0Directory());
    }

    /**
     * @param at where the block's TIFF header begins in the file
     * @param length of the block, which lies within the file
     * @return upright where the block is damaged or says nothing
     */
    static Orientation read(byte[] file, int at, int length) {
        byte[] block = Arrays.copyOfRange(file, at, at + Math.min(length, MAX_BYTES));
        ExifOrientation handler = new ExifOrientation();
        try {
            new TiffReader().processTiff(new ByteArrayReader(block), handler, 0);
        } catch (TiffProcessingException | IOException | RuntimeException damaged) {
            return Orientation.UPRIGHT;
        }
        return handler.found;
    }

    @Override
    public void setTiffMarker(int marker) {
        // classic or a maker's dialect: the tag is the same
    }

    @Override
    public boolean tryEnterSubIfd(int tag) {
        return false;
    }

    @Override
    public boolean hasFollowerIfd() {
        return false;
    }

    @Override
    public @Nullable Long tryCustomProcessFormat(int tag, int format, long components) {
        return null;
    }

    /** @return whether the tag is done with: all but one are */
    @Override
    public boolean customProcessTag(
            int valueAt, Set<Integer> directories, int headerAt, RandomAccessReader reader, int tag, int bytes) {
        return tag != ExifIFD0Directory.TAG_ORIENTATION;
    }

    @Override
    public void setInt16u(int tag, int value) {
        found = Orientation.ofTag(value);
    }
}
