package io.limpid.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class FlushedDenormalsTest {
    /** Enough for the engine to share the work among its threads. */
    private static final int MANY = 1 << 20;

    @Test
    void tinyProductsAreZeroWhileOpenAndTinyAgainAfterwards() throws Exception {
        // a new thread, because earlier tests may have started this one's helpers already
        ExecutorService fresh = Executors.newSingleThreadExecutor();
        try {
            fresh.submit(FlushedDenormalsTest::flushAndCompare).get();
        } finally {
            fresh.shutdown();
        }
    }

    private static void flushAndCompare() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            float[] small = new float[MANY];
            Arrays.fill(small, 1e-30f);

            try (FlushedDenormals denormals = FlushedDenormals.begin()) {
                assertThat(denormals.flushed()).isTrue();
                float[] products = manager.create(small).mul(1e-10f).toFloatArray();
                assertThat(sum(products)).isZero();
            }

            assertThat(manager.create(new float[] {1e-30f}).mul(1e-10f).getFloat())
                    .isPositive();
            assertThat(product(small)).isPositive();
        }
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    /** In Java, on this thread. */
    private static float product(float[] values) {
        return values[0] * 1e-10f;
    }
}
