package io.limpid.inference;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open ONNX Runtime session with one input, whose inputs and outputs are float tensors. */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final OrtSession session;
    private final OrtSession.SessionOptions options;
    private final String provider;
    private final Lanes lanes;

    /** Makes a model of a session. */
    interface Use<M> {
        M of(Session session) throws ModelRejectedException;
    }

    private Session(OrtSession session, OrtSession.SessionOptions options, String provider, int lanes) {
        this.session = session;
        this.options = options;
        this.provider = provider;
        this.lanes = new Lanes(lanes);
    }

    /**
     * Checks the file, opens it from memory and makes a model of it. The session is closed when the model refuses it, or fails
     * in a way that nobody foresaw: whatever a file holds, the caller gets a model or a {@link ModelRejectedException}.
     */
    static <M> M open(byte[] onnx, SessionSettings settings, Use<M> use) throws ModelRejectedException {
        OnnxMl.GraphProto graph = GraphCheck.check(onnx);
        Session session = open(onnx, Threading.of(graph, settings.threads()), settings);
        try {
            return use.of(session);
        } catch (ModelRejectedException refused) {
            session.close();
            throw refused;
        } catch (RuntimeException unforeseen) {
            session.close();
            throw new ModelRejectedException("the model can't be served: " + unforeseen, unforeseen);
        }
    }

    private static Session open(byte[] onnx, Threading threading, SessionSettings settings)
            throws ModelRejectedException {
        if (settings.provider() != Provider.AUTO) {
            return openOn(settings.provider(), onnx, threading);
        }
        try {
            return openOn(Provider.AUTO, onnx, threading);
        } catch (ModelRejectedException refused) {
            if (!ProviderChoice.autoMeansCuda()) {
                throw refused;
            }
            // cuDNN, or the GPU's memory, may be missing although the provider loaded
            LOG.warn("CUDA can't be used, trying the CPU: {}", refused.getMessage());
            return openOn(Provider.CPU, onnx, threading);
        }
    }

    private static Session openOn(Provider wanted, byte[] onnx, Threading threading) throws ModelRejectedException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        try {
            options.setIntraOpNumThreads(threading.each());
            options.setInterOpNumThreads(1);
            // Spinning threads take the core that the next stage of the stream could use.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            String provider = wanted.addTo(options);
            OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx, options);
            LOG.info(
                    "a model runs on provider={}, {} at once with {} thread(s) each",
                    provider,
                    threading.sideBySide(),
                    threading.each());
            return new Session(session, options, provider, threading.sideBySide());
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
     * @throws ModelRejectedException when there is another input, or it isn't called so, has another rank, or takes batches of
     *     one size only
     */
    long[] onlyInput(String name, int rank) throws ModelRejectedException {
        try {
            Map<String, NodeInfo> inputs = session.getInputInfo();
            if (inputs.size() != 1 || !inputs.containsKey(name)) {
                throw new ModelRejectedException("expected one input '" + name + "', found " + inputs.keySet());
            }
            long[] dimensions = dimensions("input", inputs.get(name), rank);
            if (dimensions[0] > 0) {
                throw new ModelRejectedException("expected input '" + name
                        + "' to have a dynamic first dimension, the batch, found " + Arrays.toString(dimensions));
            }
            return dimensions;
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

    boolean hasOutput(String name) {
        return session.getOutputNames().contains(name);
    }

    private static long[] dimensions(String what, NodeInfo node, int rank) throws ModelRejectedException {
        if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw new ModelRejectedException(
                    "expected " + what + " '" + node.getName() + "' to be a float tensor, found " + node.getInfo());
        }
        long[] shape = tensor.getShape();
        if (shape.length != rank) {
            throw new ModelRejectedException("expected %s '%s' to have %d dimensions, found %s"
                    .formatted(what, node.getName(), rank, Arrays.toString(shape)));
        }
        return shape;
    }

    /** Who may run it. */
    Lanes lanes() {
        return lanes;
    }

    /** Runs into tensors over memory of ours, so that nothing is allocated for the outputs; several may at once. */
    void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) throws OrtException {
        session.run(inputs, outputs).close();
    }

    /**
     * Runs into memory of ONNX Runtime's own, to learn what an output's size really is: a file may declare another.
     *
     * @return the dimensions of that output
     */
    long[] sizeOf(String output, Map<String, OnnxTensor> inputs) throws OrtException {
        try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
            return ((TensorInfo) result.get(0).getInfo()).getShape();
        }
    }

    /** Waits for those who run it; it can't be run any more. */
    @Override
    public void close() {
        lanes.alone(this::closeNow);
    }

    private void closeNow() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("closing an ONNX Runtime session failed", failure);
        } finally {
            options.close();
        }
    }
}
