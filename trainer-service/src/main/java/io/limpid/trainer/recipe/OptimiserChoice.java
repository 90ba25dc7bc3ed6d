package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How weights follow their gradients.
 *
 * @param type adam (Kingma and Ba, 2015), adamw (Loshchilov and Hutter, 2019), sgd, or rmsprop (Tieleman and Hinton, 2012); adam
 *     when left out
 * @param learningRate at its highest
 * @param beta2 of adam and adamw: the share of the old that the mean of squared gradients keeps at a step; 0.999 when left out.
 *     Of rmsprop the same, 0.9 when left out
 * @param weightDecay of adam, sgd and rmsprop added to the gradient; of adamw taken from the weights; 0 when left out
 * @param momentum of sgd; 0 when left out
 */
public record OptimiserChoice(
        Type type,

        @Required @Limits(least = 0, leastExcluded = true, most = 10, mostExcluded = true)
        double learningRate,

        @Limits(least = 0.5, most = 1, mostExcluded = true) Double beta2,
        @Limits(least = 0, most = 1, mostExcluded = true) double weightDecay,
        @Limits(least = 0, most = 1, mostExcluded = true) double momentum) {
    /** The optimisers there are. */
    public enum Type {
        @JsonProperty("adam")
        ADAM,
        @JsonProperty("adamw")
        ADAMW,
        @JsonProperty("sgd")
        SGD,
        @JsonProperty("rmsprop")
        RMSPROP
    }

    public OptimiserChoice {
        type = type == null ? Type.ADAM : type;
        beta2 = usual(type, beta2);
        Values.limited(OptimiserChoice.class, "optimiser.learningRate", learningRate);
        Values.limited(OptimiserChoice.class, "optimiser.beta2", beta2);
        Values.limited(OptimiserChoice.class, "optimiser.weightDecay", weightDecay);
        Values.limited(OptimiserChoice.class, "optimiser.momentum", momentum);
        if (momentum > 0 && type != Type.SGD) {
            throw new WrongValue("optimiser.momentum", "is for sgd only, found with " + Values.yaml(type));
        }
    }

    private static double usual(Type type, @Nullable Double beta2) {
        if (beta2 != null) {
            return beta2;
        }
        return type == Type.RMSPROP ? 0.9 : 0.999;
    }
}
