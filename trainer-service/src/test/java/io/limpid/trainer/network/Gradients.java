package io.limpid.trainer.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

/** One step back through a block. */
final class Gradients {
    private Gradients() {}

    /** Derives a random weighting of what the block gives for that input while training, and the block's penalties. */
    static void backward(Block block, NDArray input) {
        NDManager manager = input.getManager();
        block.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .forEach(parameter -> parameter.getArray().setRequiresGradient(true));
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray output = block.forward(new ParameterStore(manager, false), new NDList(input), true)
                    .singletonOrThrow();
            NDArray loss = output.mul(manager.randomNormal(output.getShape())).sum();
            for (Penalised penalised : Penalised.within(block)) {
                loss = loss.add(penalised.takePenalty());
            }
            if (!block.getParameters().isEmpty()) {
                collector.backward(loss);
            }
        }
    }

    static float largest(Parameter parameter) {
        return parameter.getArray().getGradient().abs().max().getFloat();
    }
}
