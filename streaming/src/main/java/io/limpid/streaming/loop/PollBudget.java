package io.limpid.streaming.loop;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Ends a poll when the values it has unpacked would fill the memory. Fetch sizes are of what is compressed, which zeros shrink a
 * thousandfold; the largest batch is counted in records. Used by the thread that polls.
 *
 * <p>A consumer hands out what it has unpacked so far when a deserializer throws, and begins the next poll with the very record; RATIONALE.md
 * says more.
 */
final class PollBudget implements Deserializer<byte[]> {
    private final long bytes;
    private long taken;

    PollBudget(long bytes) {
        this.bytes = bytes;
    }

    /** The first value of a poll is taken whatever its size. */
    void beginPoll() {
        taken = 0;
    }

    @Override
    public byte[] deserialize(String topic, byte[] data) {
        spend(data.length);
        return data;
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
        spend(data.remaining());
        return Utils.toArray(data);
    }

    private void spend(int length) {
        if (taken > 0 && taken + length > bytes) {
            throw new SerializationException(
                    "this poll's values have " + taken + " bytes; the rest comes with the next");
        }
        taken += length;
    }
}
