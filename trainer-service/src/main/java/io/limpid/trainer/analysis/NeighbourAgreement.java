package io.limpid.trainer.analysis;

/** How well neighbours share labels: one figure by which to compare projections with each other and with the space itself. */
public final class NeighbourAgreement {
    private NeighbourAgreement() {}

    /**
     * The mean part of a point's nearest neighbours that have its label.
     *
     * @param points at least two, in any number of dimensions
     * @param neighbours how many are asked of each, such as 10
     * @return in [0,1]; at chance the sum of the squares of the labels' shares
     */
    public static double of(float[][] points, int[] labels, int neighbours) {
        Points.dimensions(points, 2);
        Points.requireLabels(points, labels);
        Neighbours nearest = Neighbours.of(points, neighbours);
        long same = 0;
        for (int i = 0; i < points.length; i++) {
            for (int k = 0; k < nearest.count(); k++) {
                same += labels[nearest.index(i, k)] == labels[i] ? 1 : 0;
            }
        }
        return same / ((double) points.length * nearest.count());
    }
}
