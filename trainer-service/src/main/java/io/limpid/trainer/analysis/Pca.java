package io.limpid.trainer.analysis;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Principal components (Pearson, 1901), exact: the eigenvectors of the covariance, by falling variance. Each component's largest
 * weight is positive, so that the same points give the same picture, never its mirror image.
 */
public final class Pca {
    /** Of points; the covariance of more would take minutes and gigabytes. */
    public static final int MOST_DIMENSIONS = 2_048;

    private final double[] mean;
    private final double[][] components;
    private final double[] variances;

    private Pca(double[] mean, double[][] components, double[] variances) {
        this.mean = mean;
        this.components = components;
        this.variances = variances;
    }

    /**
     * @param points at least two, all of one length of at most {@link #MOST_DIMENSIONS}, finite
     * @throws IllegalArgumentException when the points are no such
     */
    public static Pca of(float[][] points) {
        int dimensions = Points.dimensions(points, 2);
        if (dimensions > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "expected at most " + MOST_DIMENSIONS + " dimensions, found " + dimensions);
        }
        double[] mean = mean(points, dimensions);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(dimensions, true, true);
        if (!eigen.decompose(covariance(points, mean))) {
            throw new IllegalStateException(
                    "the eigenvalues of a covariance of " + dimensions + " dimensions don't converge");
        }
        int[] order = IntStream.range(0, dimensions)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
                .mapToInt(Integer::intValue)
                .toArray();
        double[][] components = new double[dimensions][];
        double[] variances = new double[dimensions];
        for (int i = 0; i < dimensions; i++) {
            components[i] = upright(eigen.getEigenVector(order[i]).data);
            // rounding leaves tiny negative ones
            variances[i] = Math.max(0, eigen.getEigenvalue(order[i]).getReal());
        }
        return new Pca(mean, components, variances);
    }

    private static double[] mean(float[][] points, int dimensions) {
        double[] mean = new double[dimensions];
        for (float[] point : points) {
            for (int i = 0; i < dimensions; i++) {
                mean[i] += point[i] / (double) points.length;
            }
        }
        return mean;
    }

    private static DMatrixRMaj covariance(float[][] points, double[] mean) {
        DMatrixRMaj centred = new DMatrixRMaj(points.length, mean.length);
        for (int row = 0; row < points.length; row++) {
            for (int column = 0; column < mean.length; column++) {
                centred.set(row, column, points[row][column] - mean[column]);
            }
        }
        DMatrixRMaj covariance = new DMatrixRMaj(mean.length, mean.length);
        CommonOps_DDRM.multTransA(1.0 / (points.length - 1), centred, centred, covariance);
        return covariance;
    }

    private static double[] upright(double[] component) {
        double largest = 0;
        for (double weight : component) {
            largest = Math.abs(weight) > Math.abs(largest) ? weight : largest;
        }
        double[] upright = component.clone();
        for (int i = 0; i < upright.length && largest < 0; i++) {
            upright[i] = -upright[i];
        }
        return upright;
    }

    /** The coordinates of points along the first {@code count} components; 0 along those that there are not. */
    public float[][] project(float[][] points, int count) {
        Points.dimensions(points, 1);
        float[][] projected = new float[points.length][count];
        for (int i = 0; i < points.length; i++) {
            for (int k = 0; k < Math.min(count, components.length); k++) {
                projected[i][k] = (float) along(components[k], points[i]);
            }
        }
        return projected;
    }

    private double along(double[] component, float[] point) {
        double sum = 0;
        for (int i = 0; i < component.length; i++) {
            sum += component[i] * (point[i] - mean[i]);
        }
        return sum;
    }

    /** The part of all variance that the first {@code count} components explain, in [0,1]; 1 where there is no variance. */
    public double explained(int count) {
        double total = 0;
        double first = 0;
        for (int i = 0; i < variances.length; i++) {
            total += variances[i];
            first += i < count ? variances[i] : 0;
        }
        return total == 0 ? 1 : first / total;
    }
}
