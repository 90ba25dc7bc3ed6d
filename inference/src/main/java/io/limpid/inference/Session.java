package io.limpid.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Map;

/** An open ONNX Runtime session with one input, whose inputs and outputs are float tensors. */
final class Session implements AutoCloseable {
    private final OrtSession session;
    private final OrtSession.SessionOptions options;
    private final String provider;

    private Session(OrtSession session, OrtSession.SessionOptions options, String provider) {
        this.session = session;
        this.options = options;
        this.provider = provider;
    }

    /** Checks the file, and opens it from memory. */
    static Session open(byte[] onnx, SessionSettings settings) throws ModelRejectedException {
        GraphCheck.check(onnx);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        try {
            options.setIntraOpNumThreads(settings.intraOpThreads());
            options.setInterOpNumThreads(1);
            // Spinning threads take the core that the next stage of the stream could use.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            String provider = ProviderChoice.apply(settings.provider(), options);
            return new Session(OrtEnvironment.getEnvironment().createSession(onnx, options), options, provider);
        } catch (OrtException refused) {
            options.close();
            throw new ModelRejectedException("ONNX Runtime can't open the model: " + refused.getMessage(), refused);
        } catch (ModelRejectedException refused) {
            options.close();
            throw refused;
        }
    }

    String provider() {
        return provider;
    }

    Map<String, String> metadata() throws ModelRejectedException {
        try {
            return session.getMetadata().getCustomMetadata();
        } catch (OrtException failure) {
            throw new ModelRejectedException("the model's metadata can't be read: " + failure.getMessage(), failure);
        }
    }

    /**
     * The dimensions of the only input, -1 where dynamic.
     *
     * @throws ModelRejectedException when there is another input, or it isn't called so, or it has another rank
     */
    long[] onlyInput(String name, int rank) throws ModelRejectedException {
        try {
            Map<String, NodeInfo> inputs = session.getInputInfo();
            if (inputs.size() != 1 || !inputs.containsKey(name)) {
                throw new ModelRejectedException("expected one input '" + name + "', found " + inputs.keySet());
            }
            return dimensions("input", inputs.get(name), rank);
        } catch (OrtException failure) {
            throw new ModelRejectedException("the model's inputs can't be read: " + failure.getMessage(), failure);
        }
    }

    /** The dimensions of an output, -1 where dynamic; refuses as {@link #onlyInput} does, but allows other outputs. */
    long[] output(String name, int rank) throws ModelRejectedException {
        try {
            Map<String, NodeInfo> outputs = session.getOutputInfo();
            if (!outputs.containsKey(name)) {
                throw new ModelRejectedException("expected an output '" + name + "', found " + outputs.keySet());
            }
            return dimensions("output", outputs.get(name), rank);
        } catch (OrtException failure) {
            throw new ModelRejectedException("the model's outputs can't be read: " + failure.getMessage(), failure);
        }
    }

    private static long[] dimensions(String what, NodeInfo node, int rank) throws ModelRejectedException {
        if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw new ModelRejectedException(
                    "expected " + what + " '" + node.getName() + "' to be a float tensor, found " + node.getInfo());
        }
        long[] shape = tensor.getShape();
        if (shape.length != rank) {
            throw new ModelRejectedException("expected %s '%s' to have %d dimensions, found %s"
                    .formatted(what, node.getName(), rank, java.util.Arrays.toString(shape)));
        }
        return shape;
    }

    /** Runs into tensors over memory of ours, so that nothing is allocated for the outputs. */
    void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) throws OrtException {
        session.run(inputs, outputs).close();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("closing an ONNX Runtime session failed", failure);
        } finally {
            options.close();
        }
    }
}
