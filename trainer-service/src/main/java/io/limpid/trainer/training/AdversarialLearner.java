package io.limpid.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Scaling;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * A network from image to image against a discriminator that tells its images from true ones, given the input (Isola et al., 2017):
 * in each step the network first, then the discriminator on the same images.
 */
final class AdversarialLearner implements Learner {
    private final Network network;
    private final Block generator;
    private final Block discriminator;
    private final Optimiser ofGenerator;
    private final Optimiser ofDiscriminator;
    private final Objective objective;
    private final double weight;
    private final Means means = new Means();

    /** The blocks, initialised, and what moves their weights. */
    record Players(Block generator, Optimiser ofGenerator, Block discriminator, Optimiser ofDiscriminator) {}

    /**
     * @param objective the distance from the target, which the adversarial term is added to
     * @param weight of the adversarial term
     */
    AdversarialLearner(Network network, Players players, Objective objective, double weight) {
        this.network = network;
        this.generator = players.generator();
        this.discriminator = players.discriminator();
        this.ofGenerator = players.ofGenerator();
        this.ofDiscriminator = players.ofDiscriminator();
        this.objective = objective;
        this.weight = weight;
    }

    @Override
    public double step(NDManager manager, BatchFeed.Batch batch, double factor, long step, PhaseTimes times) {
        NDArray input = manager.create(batch.inputs, network.inputShape(batch.size));
        NDArray target = target(manager, batch);
        NDArray made;
        double value;
        try (Gradients gradients = new Gradients()) {
            made = forward(generator, input, true);
            NDArray distance = objective.loss(made, target);
            NDArray fooling = real(judged(input, made));
            value = distance.getFloat();
            means.add("adversarial_loss", fooling.getFloat());
            times.end(PhaseTimes.Phase.FORWARD);
            gradients.of(distance.add(Scaling.times(fooling, weight)));
            times.end(PhaseTimes.Phase.BACKWARD);
        }
        ofGenerator.step(factor, step);
        ofDiscriminator.forget();
        try (Gradients gradients = new Gradients()) {
            NDArray loss =
                    Scaling.times(real(judged(input, target)).add(made(judged(input, made.stopGradient()))), 0.5);
            means.add("discriminator_loss", loss.getFloat());
            times.end(PhaseTimes.Phase.FORWARD);
            gradients.of(loss);
            times.end(PhaseTimes.Phase.BACKWARD);
        }
        ofDiscriminator.step(1, step);
        times.end(PhaseTimes.Phase.OPTIMISER);
        return value;
    }

    private NDArray judged(NDArray condition, NDArray picture) {
        return forward(discriminator, condition.concat(picture, 1), true);
    }

    /** Cross-entropy of logits that should say true. */
    private static NDArray real(NDArray logits) {
        return Activation.softPlus(logits.neg()).mean();
    }

    /** Cross-entropy of logits that should say made. */
    private static NDArray made(NDArray logits) {
        return Activation.softPlus(logits).mean();
    }

    private static NDArray forward(Block block, NDArray input, boolean training) {
        return block.forward(new ParameterStore(input.getManager(), false), new NDList(input), training)
                .singletonOrThrow();
    }

    private NDArray target(NDManager manager, BatchFeed.Batch batch) {
        Shape shape = network.inputShape(batch.size);
        return manager.create(FloatBuffer.wrap(batch.targets), shape, DataType.FLOAT32);
    }

    @Override
    public double validate(NDManager manager, BatchFeed.Batch batch) {
        NDArray input = manager.create(batch.inputs, network.inputShape(batch.size));
        return objective
                .loss(forward(generator, input, false), target(manager, batch))
                .getFloat();
    }

    @Override
    public Map<String, Double> takeFigures() {
        return means.take();
    }

    @Override
    public List<List<? extends NDArray>> state() {
        return List.of(
                SavedArrays.of(generator), ofGenerator.state(), SavedArrays.of(discriminator), ofDiscriminator.state());
    }
}
