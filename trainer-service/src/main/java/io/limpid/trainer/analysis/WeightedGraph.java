package io.limpid.trainer.analysis;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/** Which points belong together, and how much: pairs with weights, each pair once, the lower index first. */
final class WeightedGraph {
    private final int[] from;
    private final int[] to;
    private final double[] weights;

    private WeightedGraph(int[] from, int[] to, double[] weights) {
        this.from = from;
        this.to = to;
        this.weights = weights;
    }

    /**
     * @param weights of each point's neighbours, by rank
     * @param join makes one weight of the two that a pair has, where a point that is no neighbour has 0
     */
    static WeightedGraph of(Neighbours neighbours, double[][] weights, DoubleBinaryOperator join) {
        Map<Long, double[]> pairs = new TreeMap<>();
        for (int i = 0; i < neighbours.points(); i++) {
            for (int k = 0; k < neighbours.count(); k++) {
                int j = neighbours.index(i, k);
                long key = (long) Math.min(i, j) * neighbours.points() + Math.max(i, j);
                pairs.computeIfAbsent(key, pair -> new double[2])[i < j ? 0 : 1] = weights[i][k];
            }
        }
        WeightedGraph graph = new WeightedGraph(new int[pairs.size()], new int[pairs.size()], new double[pairs.size()]);
        int at = 0;
        for (Map.Entry<Long, double[]> pair : pairs.entrySet()) {
            graph.from[at] = (int) (pair.getKey() / neighbours.points());
            graph.to[at] = (int) (pair.getKey() % neighbours.points());
            graph.weights[at++] = join.applyAsDouble(pair.getValue()[0], pair.getValue()[1]);
        }
        return graph;
    }

    int size() {
        return weights.length;
    }

    int from(int pair) {
        return from[pair];
    }

    int to(int pair) {
        return to[pair];
    }

    double weight(int pair) {
        return weights[pair];
    }
}
