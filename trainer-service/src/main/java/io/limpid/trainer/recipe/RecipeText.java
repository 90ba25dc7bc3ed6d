package io.limpid.trainer.recipe;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Turns the bytes of a recipe's file into text. */
final class RecipeText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private RecipeText() {}

    /** @throws RecipeException saying which byte is no UTF-8 */
    static String of(byte[] bytes) throws RecipeException {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            throw wrong("the mark of UTF-16", 0);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw wrong("0x%02X".formatted(bytes[in.position()] & 0xFF), in.position());
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw wrong("a zero, as in UTF-16,", i);
            }
        }
        String text = out.flip().toString();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static RecipeException wrong(String found, int position) {
        return new RecipeException("expected UTF-8 text, found " + found + " at byte " + position);
    }
}
