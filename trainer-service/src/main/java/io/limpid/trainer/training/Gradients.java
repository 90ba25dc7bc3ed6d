package io.limpid.trainer.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;

/** While open, operations on parameters are remembered for the way back. */
final class Gradients implements AutoCloseable {
    private final GradientCollector collector =
            Engine.getEngine(NetworkTraining.ENGINE).newGradientCollector();

    /** Adds the gradients of a scalar to those that the parameters have. */
    void of(NDArray loss) {
        collector.backward(loss);
    }

    @Override
    public void close() {
        collector.close();
        JniUtils.setGradMode(false);
    }
}
