package io.limpid.contracts.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Builds WebP files chunk by chunk, right ones and wrong ones; lossless pictures with the plainest codes there are. */
final class WebpFile {
    static final int ALPHA = 0x10;
    static final int PROFILE = 0x20;
    static final int ANIMATED = 0x02;

    /** 16 × 16 pixels of grey, 12 x + 4 y, as libwebp packs them at quality 90. */
    static final byte[] LOSSY_GREY = HexFormat.of()
            .parseHex("524946463e000000574542505650382032000000f001009d012a1000100000c01225a4004e0066fe99d1e5b000feffe2"
                    + "4beeaed76f5cae221ce81baff21d87231d9a277c0000");

    /** 16 × 16 pixels of red 12 x + 4 y, green 255 - red, blue 128, alpha 51 in the left half; packed as above. */
    static final byte[] LOSSY_ALPHA = HexFormat.of()
            .parseHex("524946468600000057454250565038580a000000100000000f00000f0000414c504813000000010f709aff888820164c"
                    + "e62fdd9d4144ff231700565038204c0000003002009d012a1000100000c01225b002746f8057ff8164a6d64000fef26b"
                    + "c78592cf52567e3d4e61314ff3c33c6329f05a7ffd39bf337ebbfd31f337ebbffeafff5a004ffe081f337c600000");

    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

    WebpFile chunk(String type, byte... data) {
        return declaring(type, data.length, data);
    }

    /** A chunk that says it is of another length than it is. */
    WebpFile declaring(String type, int length, byte... data) {
        chunks.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        chunks.writeBytes(littleEndian(length));
        chunks.writeBytes(data);
        if (data.length % 2 == 1) {
            chunks.write(0);
        }
        return this;
    }

    WebpFile extended(int flags, int width, int height) {
        ByteBuffer data = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(flags).putInt(width - 1).position(7);
        data.put((byte) (height - 1)).put((byte) (height - 1 >> 8)).put((byte) (height - 1 >> 16));
        return chunk("VP8X", data.array());
    }

    /** A lossless picture of {@code [1|3, height, width]} on the 8-bit grid. */
    WebpFile picture(Pixels pixels) {
        return chunk("VP8L", lossless(pixels, null));
    }

    WebpFile picture(Pixels pixels, Pixels alpha) {
        return chunk("VP8L", lossless(pixels, alpha));
    }

    byte[] end() {
        byte[] all = chunks.toByteArray();
        return ByteBuffer.allocate(12 + all.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(4 + all.length)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .put(all)
                .array();
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] lossless(Pixels pixels, Pixels alpha) {
        ImageShape shape = pixels.shape();
        Bits bits = new Bits();
        bits.put(0x2f, 8);
        bits.put(shape.width() - 1, 14);
        bits.put(shape.height() - 1, 14);
        bits.put(alpha == null ? 0 : 1, 1);
        bits.put(0, 3 + 1 + 1 + 1); // version; no transform, no colour cache, one group of codes
        bits.putBytesCode(24);
        bits.putBytesCode(0);
        bits.putBytesCode(0);
        bits.putBytesCode(0);
        bits.put(1, 4); // a simple code of one symbol, 0: no distances
        int plane = shape.pixelCount();
        for (int i = 0; i < plane; i++) {
            int red = byteOf(pixels, i);
            bits.putCoded(shape.channels() == 1 ? red : byteOf(pixels, plane + i));
            bits.putCoded(red);
            bits.putCoded(shape.channels() == 1 ? red : byteOf(pixels, 2 * plane + i));
            bits.putCoded(alpha == null ? 0xff : byteOf(alpha, i));
        }
        return bits.end();
    }

    private static int byteOf(Pixels pixels, int index) {
        return Math.round(pixels.get(index) * 255);
    }

    /** Least significant bit first. */
    private static final class Bits {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int held;
        private int count;

        void put(int value, int bits) {
            for (int i = 0; i < bits; i++) {
                held |= (value >> i & 1) << count++;
                if (count == 8) {
                    bytes.write(held);
                    held = 0;
                    count = 0;
                }
            }
        }

        /** A code in which each byte is itself, and the symbols above have none. */
        void putBytesCode(int symbolsAbove) {
            put(0, 1);
            put(12 - 4, 4); // the lengths of twelve codes, of which 0 and 8 are used, the third and the last
            put(0, 2 * 3);
            put(1, 3);
            put(0, 8 * 3);
            put(1, 3);
            put(0, 1); // all symbols have a length
            for (int symbol = 0; symbol < 256; symbol++) {
                put(1, 1);
            }
            put(0, symbolsAbove);
        }

        /** Codes, unlike numbers, have their most significant bit first. */
        void putCoded(int value) {
            put(Integer.reverse(value) >>> 24, 8);
        }

        byte[] end() {
            put(0, 8 - count);
            return bytes.toByteArray();
        }
    }
}
