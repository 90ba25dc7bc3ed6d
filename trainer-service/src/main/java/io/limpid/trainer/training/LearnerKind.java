package io.limpid.trainer.training;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import io.limpid.trainer.network.Network;

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
                network, block, objective, penaltyWeight, new Optimiser(plan.optimiser(), block, manager)));
    }

    /** @param manager holds what outlives a step */
    Learner learner(Network network, Block block, TrainingPlan plan, NDManager manager) {
        return maker.make(network, block, plan, manager);
    }
}
