package io.limpid.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;

/** Takes the steps of one training. */
interface Learner {
    /**
     * Forward, backward, and the weights moved.
     *
     * @param manager of this step; all that is made is attached to it
     * @param factor of the learning rate
     * @param step counted from 1
     * @return the loss
     */
    double step(NDManager manager, BatchFeed.Batch batch, double factor, long step, PhaseTimes times);

    /** The loss without learning. */
    double validate(NDManager manager, BatchFeed.Batch batch);

    /** Means, since the last call, of what the loss is made of; by name, often none. */
    Map<String, Double> takeFigures();

    /** What a checkpoint must hold, in a fixed order: first the network's arrays, all together. */
    List<List<? extends NDArray>> state();
}
