package io.limpid.streaming.limit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record's key within its partition. Records without a key count as of one key. */
record RateKey(int partition, ByteBuffer key) {
    /** Longer keys are kept by their digest, so that no key fills the memory. */
    private static final int LONGEST = 64;

    static RateKey of(ConsumerRecord<byte[], byte[]> message) {
        byte[] key = message.key() == null ? new byte[0] : message.key();
        return new RateKey(message.partition(), ByteBuffer.wrap(key.length > LONGEST ? digest(key) : key));
    }

    private static byte[] digest(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
