package io.limpid.trainer.analysis;

/** Ways to draw a latent space on a plane. Each gives the same picture for the same points and seed, on one machine. */
public enum Projection {
    /** Principal components (Pearson, 1901): distances along the two directions of most variance. Needs no seed. */
    PCA("PCA") {
        @Override
        float[][] project(float[][] points, long seed) {
            return Pca.of(points).project(points, 2);
        }
    },
    /** t-SNE (van der Maaten and Hinton, 2008): neighbours stay neighbours. Starts from the PCA, so it needs no seed. */
    TSNE("t-SNE") {
        @Override
        float[][] project(float[][] points, long seed) {
            return new TSne(points).run();
        }
    },
    /** UMAP (McInnes, Healy and Melville, 2018): neighbours stay neighbours, and more of the whole is kept. */
    UMAP("UMAP") {
        @Override
        float[][] project(float[][] points, long seed) {
            return new Umap(points, seed).run();
        }
    };

    /** The most points that are projected: time grows with their square. Take a {@link StratifiedSample} of more. */
    public static final int MOST_POINTS = 5_000;
    /** The fewest that have neighbours enough. */
    public static final int FEWEST_POINTS = 20;

    private final String label;

    Projection(String label) {
        this.label = label;
    }

    /** The name as it is written in the field. */
    public String label() {
        return label;
    }

    /**
     * Projects points to a plane.
     *
     * @param points from {@link #FEWEST_POINTS} to {@link #MOST_POINTS}, all of one length of at most {@link Pca#MOST_DIMENSIONS},
     *     finite
     * @return x and y of each point, in the same order; finite
     * @throws IllegalArgumentException when the points are no such
     */
    public float[][] of(float[][] points, long seed) {
        if (points.length > MOST_POINTS) {
            throw new IllegalArgumentException("expected at most %d points, found %d; take a sample of them"
                    .formatted(MOST_POINTS, points.length));
        }
        Points.dimensions(points, FEWEST_POINTS);
        return project(points, seed);
    }

    abstract float[][] project(float[][] points, long seed);
}
