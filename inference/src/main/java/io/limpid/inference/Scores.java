package io.limpid.inference;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** A probability a class, summing to 1. Owns its array; immutable. */
public final class Scores {
    private final float[] probabilities;
    private final int argmax;

    private Scores(float[] probabilities) {
        this.probabilities = probabilities;
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        this.argmax = best;
    }

    /** Wraps an array of at least one probability, which the caller must not touch afterwards. */
    public static Scores of(float[] probabilities) {
        if (probabilities.length == 0) {
            throw new IllegalArgumentException("scores need at least one class");
        }
        return new Scores(probabilities);
    }

    static Scores read(int classes, FloatBuffer source) {
        float[] probabilities = new float[classes];
        source.get(probabilities);
        return of(probabilities);
    }

    /** The index of the most probable class; of equals the first. */
    public int argmax() {
        return argmax;
    }

    /** The probability of the most probable class. */
    public float confidence() {
        return probabilities[argmax];
    }

    /** A view, for messages. */
    public List<Float> asList() {
        return new LatentVector.FloatList(probabilities);
    }

    @Override
    public String toString() {
        return "Scores" + Arrays.toString(probabilities);
    }
}
