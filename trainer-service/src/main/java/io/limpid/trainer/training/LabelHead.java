package io.limpid.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import io.limpid.trainer.network.Chain;
import io.limpid.trainer.network.LatentTap;
import io.limpid.trainer.network.Layers.Linear;
import io.limpid.trainer.network.Network;
import java.util.List;

/**
 * Reads labels from a denoiser's latent vectors by one full connection while the denoiser is trained, so that it learns vectors which tell the
 * classes apart (Caruana, 1997, multi-task learning). It is not part of the model. Targets of a batch are images, each followed by its class as
 * a one-hot vector.
 */
final class LabelHead {
    private final SequentialBlock head;
    private final Optimiser optimiser;
    private final double weight;
    private final int classes;

    /**
     * @param weight of the cross-entropy in the loss
     * @param manager holds what outlives a step
     */
    LabelHead(Network denoiser, int classes, double weight, TrainingPlan plan, NDManager manager) {
        this.classes = classes;
        this.weight = weight;
        this.head = NetworkTraining.initialise(
                Chain.block(List.of(new Linear(denoiser.outputSize(), classes))),
                manager,
                new Shape(plan.batch(), denoiser.outputSize()));
        this.optimiser = new Optimiser(plan.optimiser(), head, manager);
    }

    double weight() {
        return weight;
    }

    /** The cross-entropy of the labels, after a forward pass of the denoiser over the batch. */
    NDArray loss(Block denoiser, BatchFeed.Batch batch) {
        NDArray latents = LatentTap.takeFrom(denoiser);
        NDManager manager = latents.getManager();
        NDArray logits = head.forward(new ParameterStore(manager, false), new NDList(latents), true)
                .singletonOrThrow();
        NDArray wanted = manager.create(labels(batch), new Shape(batch.size, classes));
        return Objective.CROSS_ENTROPY.loss(logits, wanted);
    }

    private float[] labels(BatchFeed.Batch batch) {
        int stride = batch.targets.length / batch.size;
        float[] labels = new float[batch.size * classes];
        for (int i = 0; i < batch.size; i++) {
            System.arraycopy(batch.targets, (i + 1) * stride - classes, labels, i * classes, classes);
        }
        return labels;
    }

    /** The images among a batch's targets. */
    float[] withoutLabels(BatchFeed.Batch batch) {
        int stride = batch.targets.length / batch.size;
        int size = stride - classes;
        float[] images = new float[batch.size * size];
        for (int i = 0; i < batch.size; i++) {
            System.arraycopy(batch.targets, i * stride, images, i * size, size);
        }
        return images;
    }

    void step(double factor, long step) {
        optimiser.step(factor, step);
    }

    List<List<? extends NDArray>> state() {
        return List.of(SavedArrays.of(head), optimiser.state());
    }
}
