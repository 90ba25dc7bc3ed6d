package io.limpid.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Penalised;
import io.limpid.trainer.network.Scaling;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** One network, one loss. */
final class NetworkLearner implements Learner {
    private final Network network;
    private final Block block;
    private final Objective objective;
    private final Optimiser optimiser;
    private final List<Penalised> penalised;
    private final double penaltyWeight;
    private final int slice;
    private final Means means = new Means();

    /** @param penaltyWeight of the terms that layers add to the loss */
    NetworkLearner(Network network, Block block, Objective objective, double penaltyWeight, Optimiser optimiser) {
        this.network = network;
        this.block = block;
        this.objective = objective;
        this.optimiser = optimiser;
        this.penalised = Penalised.within(block);
        this.penaltyWeight = penaltyWeight;
        this.slice = Slices.of(network);
    }

    @Override
    public double step(NDManager manager, BatchFeed.Batch batch, double factor, long step, PhaseTimes times) {
        double value = 0;
        for (int from = 0; from < batch.size; from += slice) {
            int to = Math.min(batch.size, from + slice);
            // gradients add up until the optimiser takes them
            try (NDManager part = manager.newSubManager();
                    Gradients gradients = new Gradients()) {
                NDArray loss =
                        Scaling.times(loss(part, batch.slice(from, to), true), (double) (to - from) / batch.size);
                value += loss.getFloat();
                times.end(PhaseTimes.Phase.FORWARD);
                gradients.of(loss);
                times.end(PhaseTimes.Phase.BACKWARD);
            }
        }
        optimiser.step(factor, step);
        times.end(PhaseTimes.Phase.OPTIMISER);
        return value;
    }

    @Override
    public double validate(NDManager manager, BatchFeed.Batch batch) {
        return loss(manager, batch, false).getFloat();
    }

    private NDArray loss(NDManager manager, BatchFeed.Batch batch, boolean training) {
        ParameterStore store = new ParameterStore(manager, false);
        NDArray inputs = manager.create(batch.inputs, network.inputShape(batch.size));
        NDArray targets = manager.create(FloatBuffer.wrap(batch.targets), targetShape(batch), DataType.FLOAT32);
        NDArray prediction = block.forward(store, new NDList(inputs), training).singletonOrThrow();
        NDArray loss = objective.loss(prediction, targets);
        for (Penalised layer : training ? penalised : List.<Penalised>of()) {
            NDArray penalty = layer.takePenalty();
            means.add("penalty", penalty.getFloat());
            loss = loss.add(Scaling.times(penalty, penaltyWeight));
        }
        return loss;
    }

    private Shape targetShape(BatchFeed.Batch batch) {
        return objective == Objective.CROSS_ENTROPY
                ? new Shape(batch.size, network.outputSize())
                : network.inputShape(batch.size);
    }

    @Override
    public Map<String, Double> takeFigures() {
        return means.take();
    }

    @Override
    public List<List<? extends NDArray>> state() {
        return List.of(SavedArrays.of(block), optimiser.state());
    }
}
