package io.limpid.trainer.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import io.limpid.trainer.network.Chain;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Networks;
import io.limpid.trainer.recipe.OptimiserChoice;
import java.util.Optional;

/** How a network learns: by a loss alone, or against a discriminator too. */
public final class LearnerKind {
    private final Maker maker;

    /** Makes the learner of one training. */
    private interface Maker {
        Learner make(Network network, Block block, TrainingPlan plan, NDManager manager);
    }

    private LearnerKind(Maker maker) {
        this.maker = maker;
    }

    /** By one loss. */
    public static LearnerKind by(Objective objective) {
        return by(objective, 0);
    }

    /**
     * By one loss, and the terms that layers add to it.
     *
     * @param penaltyWeight of those terms
     */
    public static LearnerKind by(Objective objective, double penaltyWeight) {
        return new LearnerKind((network, block, plan, manager) -> new NetworkLearner(
                network,
                block,
                objective,
                penaltyWeight,
                new Optimiser(plan.optimiser(), block, manager),
                Optional.empty()));
    }

    /**
     * By one loss, and by how well labels are read from the latent vectors: targets are images, each followed by its class as a one-hot vector.
     *
     * @param weight of the labels' cross-entropy
     */
    public static LearnerKind withLabels(Objective objective, double weight, int classes) {
        return new LearnerKind((network, block, plan, manager) -> new NetworkLearner(
                network,
                block,
                objective,
                0,
                new Optimiser(plan.optimiser(), block, manager),
                Optional.of(new LabelHead(network, classes, weight, plan, manager))));
    }

    /**
     * By a distance from the target and against a discriminator, see {@link Networks#patchDiscriminator}.
     *
     * @param weight of the adversarial term
     * @param learningRate of the discriminator's Adam
     */
    public static LearnerKind against(Objective distance, double weight, double learningRate) {
        OptimiserChoice adam = new OptimiserChoice(OptimiserChoice.Type.ADAM, learningRate, null, 0, 0);
        return new LearnerKind((network, block, plan, manager) -> {
            int channels = 2 * network.input().get(0);
            SequentialBlock discriminator = Chain.block(Networks.patchDiscriminator(channels));
            NetworkTraining.initialise(
                    discriminator,
                    manager,
                    new Shape(
                            plan.batch(),
                            channels,
                            network.input().get(1),
                            network.input().get(2)));
            AdversarialLearner.Players players = new AdversarialLearner.Players(
                    block,
                    new Optimiser(plan.optimiser(), block, manager),
                    discriminator,
                    new Optimiser(adam, discriminator, manager));
            return new AdversarialLearner(network, players, distance, weight);
        });
    }

    /** @param manager holds what outlives a step */
    Learner learner(Network network, Block block, TrainingPlan plan, NDManager manager) {
        return maker.make(network, block, plan, manager);
    }
}
