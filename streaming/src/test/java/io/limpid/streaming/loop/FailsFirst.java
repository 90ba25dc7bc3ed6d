package io.limpid.streaming.loop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** Keeps the first client that is given it from being created, as a name does that can't be resolved yet. */
public final class FailsFirst implements MetricsReporter {
    static final AtomicInteger attempts = new AtomicInteger();

    @Override
    public void configure(Map<String, ?> configs) {
        if (attempts.incrementAndGet() == 1) {
            throw new KafkaException("not yet");
        }
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        // reports nothing
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        // reports nothing
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        // reports nothing
    }

    @Override
    public void close() {
        // holds nothing
    }
}
