package io.limpid.trainer.network;

import ai.djl.nn.Block;
import java.util.stream.Stream;

/** Walks through blocks within blocks. */
final class BlockTree {
    private BlockTree() {}

    /** The block, then all within it, depth first, in the order of the layers. */
    static Stream<Block> walk(Block block) {
        return Stream.concat(
                Stream.of(block), block.getChildren().values().stream().flatMap(BlockTree::walk));
    }

    static <T> Stream<T> find(Block block, Class<T> type) {
        return walk(block).filter(type::isInstance).map(type::cast);
    }
}
