package io.limpid.contracts.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Adler32;

/**
 * Compresses a few kilobytes as a zlib stream (RFC 1950) of one block of deflate (RFC 1951, section 3.2.7) that is only Huffman coded. zlib
 * itself takes twice as long for as many bytes. Makes no garbage. Not thread-safe.
 */
final class SmallZlib {
    /** Bytes that it takes at most. */
    static final int MOST = 1 << 12;

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HEADER = 0x7801;
    private static final int END_OF_BLOCK = 256;
    private static final int SYMBOLS = END_OF_BLOCK + 1;
    private static final int LONGEST_WORD = 15;

    private static final int REPEAT_LENGTH = 16;
    private static final int FEW_ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int[] LENGTH_EXTRA_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 7};
    /** In which a block tells of the lengths' own code. */
    private static final int[] LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int LONGEST_LENGTH_WORD = 7;
    /** The bits of a length in a token; above it lie the extra bits that follow it. */
    private static final int SYMBOL_BITS = 5;

    private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;

    private final Adler32 checksum = new Adler32();
    private final HuffmanCode code = new HuffmanCode(SYMBOLS, LONGEST_WORD);
    private final HuffmanCode lengthCode = new HuffmanCode(LENGTH_ORDER.length, LONGEST_LENGTH_WORD);
    private final int[] lengthTokens = new int[SYMBOLS + 1];
    private byte[] target = new byte[0];
    private int at;
    private int bits;
    private int bitCount;

    /** An array's length that the compressed form of so many bytes never passes. */
    static int bound(int count) {
        return 2 * (count + SYMBOLS);
    }

    /**
     * Compresses the first {@code count} bytes, 1 to {@link #MOST}.
     *
     * @param target gets them, from its beginning; of {@link #bound} bytes at least
     * @return how many there are
     */
    int compress(byte[] source, int count, byte[] target) {
        this.target = target;
        at = 0;
        put(HEADER >> Byte.SIZE);
        put(HEADER);
        block(source, count);
        checksum.reset();
        checksum.update(source, 0, count);
        int sum = (int) checksum.getValue();
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            put(sum >> shift);
        }
        return at;
    }

    private void block(byte[] source, int count) {
        code.reset();
        for (int i = 0; i < count; i++) {
            code.count(source[i] & 0xff);
        }
        code.count(END_OF_BLOCK);
        code.make();
        int lengths = lengthTokens();
        lengthCode.make();
        int told = LENGTH_ORDER.length;
        while (lengthCode.length(LENGTH_ORDER[told - 1]) == 0) {
            told--;
        }
        bits = 0;
        bitCount = 0;
        // the last block; of codes of its own; no symbols but bytes and the end; one distance; so many lengths
        write(1, 1);
        write(2, 2);
        write(0, 5);
        write(0, 5);
        write(told - 4, 4);
        for (int i = 0; i < told; i++) {
            write(lengthCode.length(LENGTH_ORDER[i]), 3);
        }
        for (int i = 0; i < lengths; i++) {
            int symbol = lengthTokens[i] & SYMBOL_MASK;
            write(lengthCode.word(symbol), lengthCode.length(symbol));
            write(lengthTokens[i] >>> SYMBOL_BITS, LENGTH_EXTRA_BITS[symbol]);
        }
        for (int i = 0; i < count; i++) {
            write(source[i] & 0xff);
        }
        write(END_OF_BLOCK);
        if (bitCount > 0) {
            at++;
        }
    }

    private void write(int symbol) {
        write(code.word(symbol), code.length(symbol));
    }

    /** The lengths of all words, and of a distance's that is not used, with runs. */
    private int lengthTokens() {
        lengthCode.reset();
        int found = 0;
        int before = -1;
        int symbol = 0;
        while (symbol < SYMBOLS) {
            int length = code.length(symbol);
            int same = 1;
            while (symbol + same < SYMBOLS && code.length(symbol + same) == length) {
                same++;
            }
            if (length == 0 && same >= 11) {
                same = Math.min(same, 138);
                found = lengthToken(found, MANY_ZEROS, same - 11);
            } else if (length == 0 && same >= 3) {
                found = lengthToken(found, FEW_ZEROS, same - 3);
            } else if (length == before && same >= 3) {
                same = Math.min(same, 6);
                found = lengthToken(found, REPEAT_LENGTH, same - 3);
            } else {
                same = 1;
                found = lengthToken(found, length, 0);
            }
            before = length;
            symbol += same;
        }
        return lengthToken(found, 1, 0);
    }

    private int lengthToken(int found, int symbol, int extra) {
        lengthCode.count(symbol);
        lengthTokens[found] = extra << SYMBOL_BITS | symbol;
        return found + 1;
    }

    /** Of 25 bits at most, of which 7 may wait for more: whole bytes are kept, the others are written over by what follows. */
    private void write(int value, int count) {
        bits |= value << bitCount;
        bitCount += count;
        LITTLE_ENDIAN.set(target, at, bits);
        at += bitCount / Byte.SIZE;
        bits >>>= bitCount & -Byte.SIZE;
        bitCount &= Byte.SIZE - 1;
    }

    private void put(int value) {
        target[at++] = (byte) value;
    }
}
