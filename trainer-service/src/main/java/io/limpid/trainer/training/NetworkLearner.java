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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One network, one loss. */
final class NetworkLearner implements Learner {
    private final Network network;
    private final Block block;
    private final Objective objective;
    private final Optimiser optimiser;
    private final List<Penalised> penalised;
    private final double penaltyWeight;
    private final int slice;
    private final Optional<LabelHead> labels;
    private final Means means = new Means();

    /**
     * @param penaltyWeight of the terms that layers add to the loss
     * @param labels reads labels from the latent vectors, where they are learnt too
     */
    NetworkLearner(
            Network network,
            Block block,
            Objective objective,
            double penaltyWeight,
            Optimiser optimiser,
            Optional<LabelHead> labels) {
        this.network = network;
        this.block = block;
        this.objective = objective;
        this.optimiser = optimiser;
        this.penalised = Penalised.within(block);
        this.penaltyWeight = penaltyWeight;
        this.slice = Slices.of(network);
        this.labels = labels;
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
        labels.ifPresent(head -> head.step(factor, step));
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
        NDArray targets = manager.create(FloatBuffer.wrap(targets(batch)), targetShape(batch), DataType.FLOAT32);
        NDArray prediction = block.forward(store, new NDList(inputs), training).singletonOrThrow();
        NDArray loss = objective.loss(prediction, targets);
        for (Penalised layer : training ? penalised : List.<Penalised>of()) {
            NDArray penalty = layer.takePenalty();
            means.add("penalty", penalty.getFloat());
            loss = loss.add(Scaling.times(penalty, penaltyWeight));
        }
        if (labels.isPresent()) {
            NDArray reading = labels.get().loss(block, batch);
            if (training) {
                means.add("label_loss", reading.getFloat());
            }
            loss = loss.add(Scaling.times(reading, labels.get().weight()));
        }
        return loss;
    }

    private float[] targets(BatchFeed.Batch batch) {
        return labels.isEmpty() ? batch.targets : labels.get().withoutLabels(batch);
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
        List<List<? extends NDArray>> state = new ArrayList<>(List.of(SavedArrays.of(block), optimiser.state()));
        labels.ifPresent(head -> state.addAll(head.state()));
        return state;
    }
}
