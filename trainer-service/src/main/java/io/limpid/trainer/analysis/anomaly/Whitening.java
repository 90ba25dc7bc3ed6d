package io.limpid.trainer.analysis.anomaly;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * Turns a cloud of points into one of mean 0 and covariance 1, so that the mean square of what comes out is the squared
 * Mahalanobis distance (1936) over the number of dimensions: about 1 for a point of the cloud.
 */
final class Whitening {
    /** Added to each variance, so that a dimension that never varies, or follows from others, makes no distance infinite. */
    private static final double RIDGE = 1e-3;

    private static final double SMALLEST_VARIANCE = 1e-6;

    private final double[] mean;
    private final DMatrixRMaj matrix;

    private Whitening(double[] mean, DMatrixRMaj matrix) {
        this.mean = mean;
        this.matrix = matrix;
    }

    /**
     * @param points more than one, of one size
     * @throws IllegalArgumentException when a value is not finite
     */
    static Whitening of(List<double[]> points) {
        DMatrixRMaj cloud = new DMatrixRMaj(points.toArray(double[][]::new));
        double[] mean = centre(cloud);
        int size = mean.length;
        DMatrixRMaj covariance = new DMatrixRMaj(size, size);
        CommonOps_DDRM.multTransA(1.0 / (points.size() - 1), cloud, cloud, covariance);
        for (int i = 0; i < size; i++) {
            covariance.add(i, i, RIDGE * covariance.get(i, i) + SMALLEST_VARIANCE);
        }
        return new Whitening(mean, inverseRoot(covariance));
    }

    private static double[] centre(DMatrixRMaj cloud) {
        DMatrixRMaj mean = CommonOps_DDRM.sumCols(cloud, null);
        CommonOps_DDRM.divide(mean, cloud.numRows);
        for (int row = 0; row < cloud.numRows; row++) {
            for (int column = 0; column < cloud.numCols; column++) {
                cloud.add(row, column, -mean.get(column));
            }
        }
        return mean.data;
    }

    /** With L the lower triangle of Cholesky, the inverse of its transpose. */
    private static DMatrixRMaj inverseRoot(DMatrixRMaj covariance) {
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(covariance.numRows, true);
        if (!cholesky.decompose(covariance)) {
            throw new IllegalArgumentException(
                    "expected finite values, found a covariance that is not positive definite");
        }
        DMatrixRMaj lower = cholesky.getT(null);
        DMatrixRMaj inverse = new DMatrixRMaj(lower.numRows, lower.numCols);
        CommonOps_DDRM.invert(lower, inverse);
        return CommonOps_DDRM.transpose(inverse, null);
    }

    int size() {
        return mean.length;
    }

    double mean(int index) {
        return mean[index];
    }

    /** The matrix by which the point less the mean, a row, is multiplied. */
    double weight(int row, int column) {
        return matrix.get(row, column);
    }

    /** The mean square of the whitened point. */
    double distance(double[] point) {
        double sum = 0;
        for (int column = 0; column < mean.length; column++) {
            double whitened = 0;
            for (int row = 0; row <= column; row++) {
                whitened += (point[row] - mean[row]) * matrix.get(row, column);
            }
            sum += whitened * whitened;
        }
        return sum / mean.length;
    }
}
