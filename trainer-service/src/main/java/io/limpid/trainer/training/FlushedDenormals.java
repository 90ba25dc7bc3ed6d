package io.limpid.trainer.training;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;

/**
 * While open, the calling thread takes numbers below 1.2e-38 for zero. Gradients of networks without batch normalisation
 * shrink that far, and processors may take many times longer over such numbers. The engine's helpers of the calling thread
 * inherit the setting when its first large operation starts them, so that only that thread's first training has its full gain.
 * The setting reaches Java's own arithmetic, so it is taken back on closing, which the same thread must do.
 */
final class FlushedDenormals implements AutoCloseable {
    /** {@code static bool at::Context::setFlushDenormal(bool)}, which DJL doesn't reach. */
    private static final String SYMBOL = "_ZN2at7Context16setFlushDenormalEb";

    private final boolean flushed;

    private FlushedDenormals(boolean flushed) {
        this.flushed = flushed;
    }

    /** The engine must have been loaded. Where its library lacks the function, nothing changes but the speed. */
    static FlushedDenormals begin() {
        return new FlushedDenormals(set(true));
    }

    /** Whether the engine could be told. */
    boolean flushed() {
        return flushed;
    }

    private static boolean set(boolean on) {
        try {
            Path library = Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("torch_cpu"));
            Function function = NativeLibrary.getInstance(library.toString()).getFunction(SYMBOL);
            // a C++ bool is one byte; JNA's own booleans are ints
            return (byte) function.invoke(byte.class, new Object[] {(byte) (on ? 1 : 0)}) != 0;
        } catch (UnsatisfiedLinkError | IllegalStateException notHere) {
            return false;
        }
    }

    @Override
    public void close() {
        if (flushed) {
            set(false);
        }
    }
}
