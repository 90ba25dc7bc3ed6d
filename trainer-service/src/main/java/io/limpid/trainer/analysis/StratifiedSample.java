package io.limpid.trainer.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Picks some of many labelled points, so that each label keeps its share. */
public final class StratifiedSample {
    private StratifiedSample() {}

    /**
     * @param most how many may be picked; all are where there are no more
     * @return the indices of the picked points, ascending; the same for the same seed
     */
    public static int[] indices(int[] labels, int most, long seed) {
        if (most < 1) {
            throw new IllegalArgumentException("expected room for at least one point, found " + most);
        }
        Map<Integer, List<Integer>> byLabel = new TreeMap<>();
        for (int i = 0; i < labels.length; i++) {
            byLabel.computeIfAbsent(labels[i], label -> new ArrayList<>()).add(i);
        }
        double share = Math.min(1, (double) most / labels.length);
        List<Integer> picked = new ArrayList<>();
        Random random = new Random(seed);
        double owed = 0;
        for (List<Integer> group : byLabel.values()) {
            Collections.shuffle(group, random);
            // what rounding takes from one label the next ones get
            owed += share * group.size();
            int count = (int) Math.min(group.size(), Math.round(owed));
            owed -= count;
            picked.addAll(group.subList(0, count));
        }
        return picked.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /** The points at these indices; not copied. */
    public static float[][] pick(float[][] points, int[] indices) {
        float[][] picked = new float[indices.length][];
        for (int i = 0; i < indices.length; i++) {
            picked[i] = points[indices[i]];
        }
        return picked;
    }

    /** The labels at these indices. */
    public static int[] pick(int[] labels, int[] indices) {
        int[] picked = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            picked[i] = labels[indices[i]];
        }
        return picked;
    }
}
