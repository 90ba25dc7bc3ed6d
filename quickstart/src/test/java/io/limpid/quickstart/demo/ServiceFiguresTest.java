package io.limpid.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceFiguresTest {
    @Test
    void findsTheProviderAmongTheMetrics() {
        String metrics =
                "# TYPE limpid_provider gauge\nlimpid_provider{application=\"denoiser\",provider=\"cuda\"} 1.0\n";

        assertThat(ServiceFigures.provider(metrics)).isEqualTo("cuda");
        assertThat(ServiceFigures.provider("limpid_other 1.0")).isEqualTo("unknown");
    }
}
