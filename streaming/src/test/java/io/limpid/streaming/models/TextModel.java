package io.limpid.streaming.models;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.inference.ModelRejectedException;
import java.nio.charset.StandardCharsets;

/** A model whose file is a text. Those that start with "corrupt" don't open, and those with "explosive" even less so. */
final class TextModel implements AutoCloseable {
    final String text;
    volatile boolean closed;

    TextModel(String text) {
        this.text = text;
    }

    static TextModel open(byte[] file, ModelPublished published) throws ModelRejectedException {
        String text = new String(file, StandardCharsets.UTF_8);
        if (text.startsWith("corrupt")) {
            throw new ModelRejectedException("expected a sound text, found " + text);
        }
        if (text.startsWith("explosive")) {
            throw new IllegalStateException("boom");
        }
        return new TextModel(text);
    }

    @Override
    public void close() {
        closed = true;
    }
}
