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
    private final long largest;
    private long taken;

    /**
     * @param bytes of all values of a poll; a single larger one is a poll of its own
     * @param largest value that is taken at all
     */
    PollBudget(long bytes, long largest) {
        this.bytes = bytes;
        this.largest = largest;
    }

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
        if (length > largest) {
            throw new SerializationException(
                    "expected a value of at most " + largest + " bytes, an eighth of the heap, found " + length);
        }
        taken += length;
    }
}
