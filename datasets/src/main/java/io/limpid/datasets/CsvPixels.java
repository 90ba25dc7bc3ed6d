package io.limpid.datasets;

import java.io.ByteArrayOutputStream;

/** Values from 0 to 255, or from 0 to 1, as bytes; which of the two they are is found out on the way. */
final class CsvPixels {
    private enum Scale {
        /** Only 0 and 1 so far, kept as they are. */
        UNKNOWN,
        BYTES,
        UNIT
    }

    private final int valuesPerLine;
    private final ByteArrayOutputStream finished = new ByteArrayOutputStream();
    private Scale scale = Scale.UNKNOWN;

    CsvPixels(int valuesPerLine) {
        this.valuesPerLine = valuesPerLine;
    }

    /** @throws IllegalArgumentException saying what is wrong with the line */
    void add(String line) {
        byte[] image = new byte[valuesPerLine];
        int start = 0;
        int count = 0;
        while (start <= line.length()) {
            int comma = line.indexOf(',', start);
            int end = comma < 0 ? line.length() : comma;
            if (count < valuesPerLine) {
                image[count] = toByte(value(line, start, end), image, count);
            }
            count++;
            start = end + 1;
        }
        if (count != valuesPerLine) {
            throw new IllegalArgumentException("expected " + valuesPerLine + " values, found " + count);
        }
        finished.writeBytes(image);
    }

    /** Most values are whole: no text of their own is made for them. */
    private static double value(String line, int start, int end) {
        int whole = 0;
        for (int i = start; i < end; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i - start > 3) {
                return fraction(line.substring(start, end));
            }
            whole = 10 * whole + digit;
        }
        return start < end ? whole : fraction("");
    }

    private static double fraction(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("expected numbers separated by commas, found '" + text + "'", noNumber);
        }
    }

    private byte toByte(double value, byte[] image, int count) {
        if (scale == Scale.UNKNOWN && value != 0 && value != 1) {
            decide(value > 1 ? Scale.BYTES : Scale.UNIT, image, count);
        }
        double largest = scale == Scale.UNIT ? 1 : 255;
        if (!(value >= 0 && value <= largest)) {
            throw new IllegalArgumentException(
                    "expected values from 0 to %.0f, as those before, found %s".formatted(largest, value));
        }
        return (byte) Math.round(scale == Scale.UNIT ? value * 255 : value);
    }

    /** A 1 that was met before the scale was known is white where the scale ends at 1. */
    private void decide(Scale decided, byte[] image, int count) {
        scale = decided;
        if (decided == Scale.UNIT) {
            whiten(image, count);
            byte[] before = finished.toByteArray();
            whiten(before, before.length);
            finished.reset();
            finished.writeBytes(before);
        }
    }

    private static void whiten(byte[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] *= (byte) 255;
        }
    }

    byte[] toBytes() {
        byte[] bytes = finished.toByteArray();
        if (scale == Scale.UNKNOWN) {
            whiten(bytes, bytes.length);
        }
        return bytes;
    }
}
