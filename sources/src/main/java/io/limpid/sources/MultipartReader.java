package io.limpid.sources;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes an endless answer of the kind {@code multipart/x-mixed-replace} apart, as IP cameras send it. */
final class MultipartReader {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final int MAX_LINE = 8192;
    private static final int MAX_HEADERS = 100;

    private final InputStream in;
    private final byte[] end;

    /** @param contentType of the whole answer, with its boundary; some cameras write that with the dashes before it */
    MultipartReader(InputStream in, String contentType) throws IOException {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/") || !boundary.find()) {
            throw new IOException("expected multipart/x-mixed-replace with a boundary, found " + contentType);
        }
        String bare = boundary.group(1).trim().replaceFirst("^--", "");
        this.in = in;
        this.end = ("\r\n--" + bare).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * The next part's bytes.
     *
     * @throws EOFException when there are no more
     */
    byte[] next() throws IOException {
        long length = headers();
        if (length > SourceImage.MAX_BYTES) {
            throw new IOException("a picture of " + length + " bytes, at most " + SourceImage.MAX_BYTES + " are taken");
        }
        if (length < 0) {
            return untilBoundary();
        }
        byte[] part = in.readNBytes((int) length);
        if (part.length < length) {
            throw new EOFException("the camera ended within a picture");
        }
        return part;
    }

    /** Reads a part's headers, with boundary and empty lines before them; its length, or -1 where they don't tell. */
    private long headers() throws IOException {
        long length = -1;
        boolean began = false;
        for (int lines = 0; lines < MAX_HEADERS; lines++) {
            String line = line();
            int colon = line.indexOf(':');
            if (colon > 0) {
                began = true;
                if (line.substring(0, colon).trim().equalsIgnoreCase("content-length")) {
                    length = length(line.substring(colon + 1).trim());
                }
            } else if (line.isEmpty() && began) {
                return length;
            }
        }
        throw new IOException("expected the headers of a picture, found " + MAX_HEADERS + " lines of something else");
    }

    private static long length(String text) throws IOException {
        if (!text.matches("\\d{1,12}")) {
            throw new IOException("expected a number as content-length, found '" + text + "'");
        }
        return Long.parseLong(text);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("the camera ended");
            }
            if (line.size() >= MAX_LINE) {
                throw new IOException("expected a line of at most " + MAX_LINE + " bytes");
            }
            line.write(read);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private byte[] untilBoundary() throws IOException {
        byte[] part = new byte[64 << 10];
        int size = 0;
        while (!endsWithBoundary(part, size)) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("the camera ended within a picture");
            }
            if (size >= SourceImage.MAX_BYTES + end.length) {
                throw new IOException("a picture of more than " + SourceImage.MAX_BYTES + " bytes");
            }
            part = size < part.length ? part : Arrays.copyOf(part, 2 * part.length);
            part[size++] = (byte) read;
        }
        return Arrays.copyOf(part, size - end.length);
    }

    private boolean endsWithBoundary(byte[] part, int size) {
        return size >= end.length && Arrays.equals(part, size - end.length, size, end, 0, end.length);
    }
}
