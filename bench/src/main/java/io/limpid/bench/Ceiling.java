package io.limpid.bench;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.sun.management.OperatingSystemMXBean;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.Provider;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast ONNX Runtime alone runs a model: tensors that are never filled anew, in a loop, nothing else. No stream can be faster
 * on the same cores.
 */
public final class Ceiling {
    private static final int WARM_UP_RUNS = 3;

    private final byte[] onnx;
    private final Provider provider;
    private final long nanos;

    /** @param seconds of each measurement */
    public Ceiling(byte[] onnx, Provider provider, double seconds) {
        this.onnx = onnx.clone();
        this.provider = requireNonNull(provider, "provider");
        this.nanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    /**
     * How it was run.
     *
     * @param sessions side by side, each fed by a thread of its own
     * @param threads of each session
     * @param batch images at once
     */
    public record Setting(int sessions, int threads, int batch) {
        public Setting {
            if (sessions < 1 || threads < 1 || batch < 1) {
                throw new IllegalArgumentException("expected numbers of at least 1, found sessions=" + sessions
                        + ", threads=" + threads + ", batch=" + batch);
            }
        }
    }

    /**
     * What was measured.
     *
     * @param imagesPerSecond of all sessions together
     * @param cpuMicros processor time an image, of all the process
     */
    public record Rate(double imagesPerSecond, double cpuMicros) {}

    /**
     * Runs it for as long as was said.
     *
     * @throws OrtException when ONNX Runtime does not open or run the model
     * @throws ModelRejectedException when the provider can't be had
     * @throws IllegalArgumentException when it doesn't take images of one size
     */
    public Rate measure(Setting setting) throws OrtException, ModelRejectedException, InterruptedException {
        List<Loop> loops = new ArrayList<>();
        try {
            for (int i = 0; i < setting.sessions(); i++) {
                loops.add(new Loop(setting));
            }
            return run(loops, setting.batch());
        } finally {
            for (Loop loop : loops) {
                loop.close();
            }
        }
    }

    private Rate run(List<Loop> loops, int batch) throws OrtException, InterruptedException {
        AtomicLong batches = new AtomicLong();
        long begin = System.nanoTime();
        long cpu = cpuNanos();
        List<Thread> threads = loops.stream()
                .map(loop -> new Thread(() -> loop.goOn(begin + nanos, batches), "ceiling"))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuMicros = (cpuNanos() - cpu) / 1e3;
        for (Loop loop : loops) {
            loop.requireWell();
        }
        long images = batches.get() * batch;
        return new Rate(images / seconds, cpuMicros / images);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** One session and its tensors. */
    private final class Loop {
        private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        private final OrtSession session;
        private final Map<String, OnnxTensor> inputs;
        private final Map<String, OnnxTensor> outputs;
        private volatile OrtException failure;

        Loop(Setting setting) throws OrtException, ModelRejectedException {
            options.setIntraOpNumThreads(setting.threads());
            options.setInterOpNumThreads(1);
            // as the services do: what spins takes the core that the broker could use
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            provider.addTo(options);
            session = OrtEnvironment.getEnvironment().createSession(onnx, options);
            inputs = tensors(session.getInputInfo(), setting.batch());
            outputs = tensors(session.getOutputInfo(), setting.batch());
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                session.run(inputs, outputs).close();
            }
        }

        private static Map<String, OnnxTensor> tensors(Map<String, ai.onnxruntime.NodeInfo> nodes, int batch)
                throws OrtException {
            Map<String, OnnxTensor> tensors = new HashMap<>();
            for (Map.Entry<String, ai.onnxruntime.NodeInfo> node : nodes.entrySet()) {
                long[] shape =
                        ((TensorInfo) node.getValue().getInfo()).getShape().clone();
                shape[0] = batch;
                tensors.put(
                        node.getKey(), OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), half(shape), shape));
            }
            return tensors;
        }

        /** All values 0.5: on a processor, what they are costs nothing but where they are denormal. */
        private static FloatBuffer half(long[] shape) {
            long size = 1;
            for (long side : shape) {
                if (side < 1) {
                    throw new IllegalArgumentException(
                            "expected a model of one size of images, found " + java.util.Arrays.toString(shape));
                }
                size *= side;
            }
            FloatBuffer buffer = ByteBuffer.allocateDirect(Math.toIntExact(size * Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            for (int i = 0; i < size; i++) {
                buffer.put(i, 0.5f);
            }
            return buffer;
        }

        void goOn(long until, AtomicLong batches) {
            try {
                while (System.nanoTime() < until) {
                    session.run(inputs, outputs).close();
                    batches.incrementAndGet();
                }
            } catch (OrtException broken) {
                failure = broken;
            }
        }

        void requireWell() throws OrtException {
            if (failure != null) {
                throw failure;
            }
        }

        void close() throws OrtException {
            inputs.values().forEach(OnnxTensor::close);
            outputs.values().forEach(OnnxTensor::close);
            session.close();
            options.close();
        }
    }
}
