package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Raw pixels: GRAY8, RGB8 (interleaved), FLOAT32 (planar, little-endian). */
final class RawCodec {
    /** Unclipped noise overshoots [0,1] by a few σ; values beyond this were meant for another scale, such as 0 to 255. */
    private static final float LARGEST_MAGNITUDE = 16;

    private RawCodec() {}

    static boolean isRaw(Encoding encoding) {
        return encoding == Encoding.GRAY8 || encoding == Encoding.RGB8 || encoding == Encoding.FLOAT32;
    }

    /** @param channels as declared; the 8-bit encodings, which fix it themselves, take 0 for not declared */
    static Pixels decode(byte[] data, Encoding encoding, long channels, long height, long width, PayloadLimits limits)
            throws MalformedPayloadException {
        long actual = channels == 0 && encoding != Encoding.FLOAT32 ? fixedChannels(encoding) : channels;
        if (encoding != Encoding.FLOAT32 && actual != fixedChannels(encoding)) {
            throw new MalformedPayloadException(
                    PayloadProblem.UNSUPPORTED_CHANNELS,
                    "expected %d channels for %s, found %d".formatted(fixedChannels(encoding), encoding, actual));
        }
        ImageShape shape = limits.checkShape(actual, height, width);
        long expected = (long) shape.size() * (encoding == Encoding.FLOAT32 ? Float.BYTES : 1);
        if (data.length != expected) {
            throw new MalformedPayloadException(
                    PayloadProblem.WRONG_SIZE,
                    "expected %d bytes for %s of %s, found %d".formatted(expected, encoding, shape, data.length));
        }
        return Pixels.of(shape, encoding == Encoding.FLOAT32 ? floats(data, shape) : bytes(data, shape));
    }

    private static int fixedChannels(Encoding encoding) {
        return encoding == Encoding.RGB8 ? 3 : 1;
    }

    private static float[] bytes(byte[] data, ImageShape shape) {
        float[] values = new float[shape.size()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            bytesToFloats(data, channel, shape.channels(), values, channel * shape.pixelCount(), shape.pixelCount());
        }
        return values;
    }

    private static float[] floats(byte[] data, ImageShape shape) throws MalformedPayloadException {
        float[] values = new float[shape.size()];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new MalformedPayloadException(
                        PayloadProblem.NOT_FINITE,
                        "expected finite pixels, found " + values[i] + " at index " + i + " of " + shape);
            }
            if (Math.abs(values[i]) > LARGEST_MAGNITUDE) {
                throw new MalformedPayloadException(
                        PayloadProblem.OUT_OF_RANGE,
                        "expected pixels on the scale [0,1], found %s at index %d of %s; divide by 255?"
                                .formatted(values[i], i, shape));
            }
        }
        return values;
    }

    static byte[] encode(Pixels pixels, Encoding encoding) {
        ImageShape shape = pixels.shape();
        if (encoding == Encoding.FLOAT32) {
            ByteBuffer buffer = ByteBuffer.allocate(shape.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            pixels.copyTo(buffer.asFloatBuffer());
            return buffer.array();
        }
        if (fixedChannels(encoding) != shape.channels()) {
            throw new IllegalArgumentException(
                    encoding + " holds " + fixedChannels(encoding) + " channels, the image is " + shape);
        }
        byte[] data = new byte[shape.size()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            floatsToBytes(pixels, channel * shape.pixelCount(), data, channel, shape.channels());
        }
        return data;
    }

    /** Unsigned bytes at {@code from, from + step, …} to [0,1] floats. */
    static void bytesToFloats(byte[] source, int from, int step, float[] target, int start, int count) {
        for (int i = 0; i < count; i++) {
            target[start + i] = (source[from + i * step] & 0xff) * (1f / 255);
        }
    }

    /** One channel's floats, clamped to [0,1] and rounded, to bytes at {@code from, from + step, …}. */
    static void floatsToBytes(Pixels source, int start, byte[] target, int from, int step) {
        int count = source.shape().pixelCount();
        for (int i = 0; i < count; i++) {
            float value = Math.min(1, Math.max(0, source.get(start + i)));
            target[from + i * step] = (byte) (value * 255 + 0.5f);
        }
    }
}
