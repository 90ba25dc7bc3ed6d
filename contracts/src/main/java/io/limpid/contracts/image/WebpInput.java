package io.limpid.contracts.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOException;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A WebP file's bytes, whose end is an error. Its reader takes the end of the file for zeros without end, and makes a picture of
 * any size of them, slowly. It reads ahead by eight bytes; there are twice as many behind the last, which whole files don't pass.
 */
final class WebpInput extends MemoryCacheImageInputStream {
    private static final int READ_AHEAD_BYTES = 16;

    WebpInput(byte[] file) {
        super(new ByteArrayInputStream(Arrays.copyOf(file, file.length + READ_AHEAD_BYTES)));
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value < 0) {
            throw new IIOException("the pixels end early");
        }
        return value;
    }
}
