package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A block that adds a term of its own to the loss. */
public interface Penalised {
    /**
     * The term of the last forward pass in training, a scalar and the mean over the batch, attached to that pass's manager; given away
     * once. Of a variational layer: the Kullback-Leibler divergence from the standard normal distribution, in nats an image.
     */
    Optional<NDArray> takePenalty();

    /** All such blocks in a block. */
    static List<Penalised> in(Block block) {
        return all(block).toList();
    }

    private static Stream<Penalised> all(Block block) {
        Stream<Penalised> own = block instanceof Penalised penalised ? Stream.of(penalised) : Stream.empty();
        return Stream.concat(own, block.getChildren().values().stream().flatMap(Penalised::all));
    }
}
