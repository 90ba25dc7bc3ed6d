package io.limpid.studio.live;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The latest records by image id, so many and of so many bytes at most. Not thread-safe. */
final class Recent {
    private final int most;
    private final long mostBytes;
    private final Map<String, ConsumerRecord<byte[], byte[]>> records = new LinkedHashMap<>();
    private long bytes;

    Recent(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    void add(String id, ConsumerRecord<byte[], byte[]> found) {
        forget(records.remove(id));
        records.put(id, found);
        bytes += found.value().length;
        Iterator<ConsumerRecord<byte[], byte[]>> oldest = records.values().iterator();
        while (records.size() > most || bytes > mostBytes) {
            ConsumerRecord<byte[], byte[]> gone = oldest.next();
            oldest.remove();
            forget(gone);
        }
    }

    private void forget(@Nullable ConsumerRecord<byte[], byte[]> gone) {
        if (gone != null) {
            bytes -= gone.value().length;
        }
    }

    Optional<ConsumerRecord<byte[], byte[]>> find(String id) {
        return Optional.ofNullable(records.get(id));
    }
}
