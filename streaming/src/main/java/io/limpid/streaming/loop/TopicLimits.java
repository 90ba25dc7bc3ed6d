package io.limpid.streaming.loop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How large records topics take, learnt from what the broker refused. Safe for use by several threads. */
final class TopicLimits {
    private final long most;
    private final Map<String, Long> refused = new ConcurrentHashMap<>();

    /** @param most no topic is asked to take as many bytes */
    TopicLimits(long most) {
        this.most = most;
    }

    boolean takes(String topic, long bytes) {
        return bytes < refused.getOrDefault(topic, most);
    }

    /** @return whether that was news */
    boolean refuse(String topic, long bytes) {
        boolean news = takes(topic, bytes);
        refused.merge(topic, bytes, Math::min);
        return news;
    }
}
