package io.limpid.streaming.loop;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What became of one committed batch.
 *
 * @param records polled
 * @param answered of these
 * @param buried how many of these became dead letters, by reason
 * @param timestamps of the answered records that have one, milliseconds since the epoch
 * @param took from poll to commit
 */
public record BatchTally(int records, int answered, Map<String, Integer> buried, List<Long> timestamps, Duration took) {
    public BatchTally {
        buried = Map.copyOf(buried);
        timestamps = List.copyOf(timestamps);
    }
}
