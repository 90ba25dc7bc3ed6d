package io.limpid.quickstart.crash;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes records at a steady pace until it is closed. */
final class SteadyPublisher implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Supplier<ProducerRecord<byte[], byte[]>> records;
    private final long gapNanos;
    private final Thread thread = new Thread(this::run, "steady-publisher");
    private volatile boolean stop;

    SteadyPublisher(
            KafkaProducer<byte[], byte[]> producer, Supplier<ProducerRecord<byte[], byte[]>> records, int perSecond) {
        this.producer = producer;
        this.records = records;
        this.gapNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        thread.start();
    }

    private void run() {
        long due = System.nanoTime();
        while (!stop) {
            producer.send(records.get());
            due += gapNanos;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** When it returns all that was published is stored. */
    @Override
    public void close() throws InterruptedException {
        stop = true;
        thread.join();
        producer.close();
    }
}
