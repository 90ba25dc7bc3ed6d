package io.limpid.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.limpid.onnx.OnnxGraph;
import io.limpid.trainer.network.Layers.Linear;

/**
 * A normal distribution for each latent value (Kingma and Welling, 2014): two full connections give means and logarithms of
 * variances. Training draws from it, {@code mean + exp(½ log variance) · ε}; once trained, and in ONNX, the means go on alone. The
 * block is {@link Penalised} by the Kullback–Leibler divergence from the standard normal distribution, summed over latent values.
 */
public record VariationalLinear(int in, int latent) implements Layer {
    Linear toMeans() {
        return new Linear(in, latent);
    }

    Linear toLogVariances() {
        return new Linear(in, latent);
    }

    @Override
    public Block block() {
        return new VariationalLinearBlock(this);
    }

    @Override
    public Shape outputShape(Shape input) {
        return toMeans().outputShape(input);
    }

    @Override
    public long parameterCount() {
        return toMeans().parameterCount() + toLogVariances().parameterCount();
    }

    @Override
    public long multiplyAdds(Shape input) {
        return toMeans().multiplyAdds(input) + toLogVariances().multiplyAdds(input);
    }

    @Override
    public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
        toMeans()
                .export(graph, name, input, output, trained.getChildren().get(0).getValue());
    }
}
