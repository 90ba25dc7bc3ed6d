package io.limpid.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The memory batches live in: a direct buffer a tensor name, grown to the largest batch seen and reused. The
 * tensors over it are made a batch at a time and own nothing.
 */
final class BatchTensors {
    private final Map<String, FloatBuffer> buffers = new LinkedHashMap<>();

    /** A view of {@code size} floats at position 0, the same memory every time it is large enough. */
    FloatBuffer buffer(String name, int size) {
        FloatBuffer memory = buffers.get(name);
        if (memory == null || memory.capacity() < size) {
            memory = ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            buffers.put(name, memory);
        }
        FloatBuffer view = memory.duplicate();
        view.limit(size);
        return view;
    }

    static OnnxTensor tensor(FloatBuffer buffer, long... shape) throws OrtException {
        FloatBuffer whole = buffer.duplicate();
        whole.position(0);
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), whole, shape);
    }
}
