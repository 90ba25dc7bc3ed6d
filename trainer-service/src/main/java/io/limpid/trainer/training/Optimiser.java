package io.limpid.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.limpid.trainer.recipe.OptimiserChoice;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves the weights of one block along their gradients. What it remembers between steps (its slots) can be saved, so that a
 * training goes on after a break as if there had been none; DJL's own optimisers keep theirs to themselves, and have no RMSProp for
 * PyTorch.
 */
final class Optimiser {
    private static final float EPSILON = 1e-8f;
    /** Keras' RMSProp, which system D was trained with. */
    private static final float RMSPROP_EPSILON = 1e-7f;

    private static final float BETA1 = 0.9f;
    private static final float NO_CLIPPING = -1;

    private final OptimiserChoice choice;
    private final List<PtNDArray> weights = new ArrayList<>();
    private final List<List<PtNDArray>> slots = new ArrayList<>();

    /** @param manager holds what is remembered */
    Optimiser(OptimiserChoice choice, Block block, NDManager manager) {
        this.choice = choice;
        for (Parameter parameter : block.getParameters().values()) {
            if (parameter.requiresGradient()) {
                NDArray weight = parameter.getArray();
                weights.add((PtNDArray) weight);
                slots.add(zeros(weight, manager));
            }
        }
    }

    private List<PtNDArray> zeros(NDArray weight, NDManager manager) {
        int count =
                switch (choice.type()) {
                    case ADAM, ADAMW -> 2;
                    case RMSPROP, SGD -> 1;
                };
        List<PtNDArray> zeros = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            zeros.add((PtNDArray) manager.zeros(weight.getShape()));
        }
        return zeros;
    }

    /** What is remembered, in an order that depends on the block alone. */
    List<? extends NDArray> state() {
        return slots.stream().flatMap(List::stream).toList();
    }

    /** Forgets the gradients, without having followed them. */
    void forget() {
        weights.forEach(JniUtils::zeroGrad);
    }

    /**
     * Follows the gradients, and forgets them.
     *
     * @param factor of the learning rate
     * @param step counted from 1
     */
    void step(double factor, long step) {
        double rate = choice.learningRate() * factor;
        for (int i = 0; i < weights.size(); i++) {
            try (PtNDArray gradient = weights.get(i).getGradient()) {
                move(weights.get(i), gradient, slots.get(i), rate, step);
            }
            JniUtils.zeroGrad(weights.get(i));
        }
    }

    private void move(PtNDArray weight, PtNDArray gradient, List<PtNDArray> slot, double rate, long step) {
        switch (choice.type()) {
            case ADAM, ADAMW -> adam(weight, gradient, slot, rate, step);
            case RMSPROP -> rmsprop(weight, decayed(weight, gradient), slot.get(0), (float) rate);
            case SGD -> sgd(weight, decayed(weight, gradient), slot.get(0), (float) rate);
        }
    }

    private void adam(PtNDArray weight, PtNDArray gradient, List<PtNDArray> slot, double rate, long step) {
        double beta2 = choice.beta2();
        double corrected = rate * Math.sqrt(1 - Math.pow(beta2, step)) / (1 - Math.pow(BETA1, step));
        JniUtils.adamUpdate(
                weight,
                gradient,
                slot.get(0),
                slot.get(1),
                (float) rate,
                (float) corrected,
                (float) choice.weightDecay(),
                1,
                NO_CLIPPING,
                BETA1,
                (float) beta2,
                EPSILON,
                choice.type() == OptimiserChoice.Type.ADAMW);
    }

    /** L2 regularisation: the gradient of half the squared weights, times the decay, is added in place. */
    private PtNDArray decayed(PtNDArray weight, PtNDArray gradient) {
        if (choice.weightDecay() > 0) {
            try (NDArray decay = weight.mul(choice.weightDecay())) {
                gradient.addi(decay);
            }
        }
        return gradient;
    }

    private void rmsprop(PtNDArray weight, PtNDArray gradient, PtNDArray squares, float rate) {
        double rho = choice.beta2();
        try (NDArray square = gradient.square();
                NDArray root = squares.muli(rho).addi(square.muli(1 - rho)).sqrt()) {
            gradient.muli(rate).divi(root.addi(RMSPROP_EPSILON));
            weight.subi(gradient);
        }
    }

    private void sgd(PtNDArray weight, PtNDArray gradient, PtNDArray velocity, float rate) {
        velocity.muli(choice.momentum()).addi(gradient);
        try (NDArray way = velocity.mul(rate)) {
            weight.subi(way);
        }
    }
}
