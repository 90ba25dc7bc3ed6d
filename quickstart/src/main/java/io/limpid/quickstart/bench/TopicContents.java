package io.limpid.quickstart.bench;

import static java.util.Objects.requireNonNull;

import io.limpid.client.KafkaSettings;
import io.limpid.client.TopicReader;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** What has come into a topic, and what it takes there. */
final class TopicContents {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(200);

    private final BenchStack stack;
    private final String topic;

    TopicContents(BenchStack stack, String topic) {
        this.stack = requireNonNull(stack, "stack");
        this.topic = requireNonNull(topic, "topic");
    }

    /**
     * The first records, once they are committed.
     *
     * @param writer what writes them
     * @throws CommandFailure when it ends, or none comes for a while
     */
    List<ConsumerRecord<byte[], byte[]>> committed(int count, ServiceProcess writer) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader =
                TopicReader.open(KafkaSettings.plain(stack.bootstrap(), "limpid-bench"), List.of(topic), true)) {
            long heard = System.nanoTime();
            while (records.size() < count) {
                writer.requireAlive();
                for (ConsumerRecord<byte[], byte[]> one : reader.poll(POLL)) {
                    records.add(one);
                    heard = System.nanoTime();
                }
                if (System.nanoTime() - heard > PATIENCE.toNanos()) {
                    throw CommandFailure.failed(
                            "expected " + count + " records in " + topic + ", found " + records.size(),
                            "the logs are in " + stack.state().resolve("logs"));
                }
            }
        }
        return records;
    }

    /** What a record takes in the broker's log, its key, headers and share of a batch's head included: the mean, once. */
    double bytesPerRecord() {
        try {
            List<TopicPartition> partitions =
                    stack.admin().describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            return (double) bytes(partitions) / records(partitions);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while measuring", "");
        } catch (ExecutionException failure) {
            throw CommandFailure.failed(
                    "the broker does not tell the size of " + topic + ": "
                            + failure.getCause().getMessage(),
                    "its log is " + stack.broker().spec().log(),
                    failure);
        }
    }

    private long bytes(List<TopicPartition> partitions) throws InterruptedException, ExecutionException {
        List<Integer> brokers = stack.admin().describeCluster().nodes().get().stream()
                .map(Node::id)
                .toList();
        return stack.admin().describeLogDirs(brokers).allDescriptions().get().values().stream()
                .flatMap(folders -> folders.values().stream())
                .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                .filter(replica -> partitions.contains(replica.getKey()))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    /** The marks that end transactions are counted as records: a few in a thousand. */
    private long records(List<TopicPartition> partitions) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return stack.admin().listOffsets(latest).all().get().values().stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }
}
