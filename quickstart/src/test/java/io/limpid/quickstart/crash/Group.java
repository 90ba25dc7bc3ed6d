package io.limpid.quickstart.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.awaitility.core.ConditionFactory;

/** What the broker knows of a service's replicas. */
final class Group implements AutoCloseable {
    private static final Duration SOON = Duration.ofMillis(1);

    private final Admin admin;
    private final String name;

    Group(String bootstrap, ServiceUnderTest replica) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        this.name = replica.group();
    }

    /** Waits until the source's partitions are shared by exactly so many replicas. */
    void awaitSharedBy(int replicas) {
        patiently(name + " shared by " + replicas).until(() -> isSharedBy(replicas));
    }

    /** The broker knows no group before its first member, and no transaction before the first is begun. */
    private static ConditionFactory patiently(String what) {
        return await().alias(what)
                .atMost(NumberedStream.PATIENCE)
                .ignoreExceptionsMatching(failure -> failure instanceof ExecutionException);
    }

    private boolean isSharedBy(int replicas) throws InterruptedException, ExecutionException {
        ConsumerGroupDescription group =
                admin.describeConsumerGroups(List.of(name)).all().get().get(name);
        List<Set<TopicPartition>> shares = group.members().stream()
                .map(MemberDescription::assignment)
                .map(assignment -> assignment.topicPartitions())
                .toList();
        int assigned = shares.stream().mapToInt(Set::size).sum();
        return shares.size() == replicas
                && shares.stream().noneMatch(Set::isEmpty)
                && assigned == NumberedStream.PARTITIONS;
    }

    /** Waits until the offsets of all that is in the source by now are committed. */
    void awaitAllCommitted() {
        patiently(name + " all committed").until(this::isAllCommitted);
    }

    private boolean isAllCommitted() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(name)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
                admin.listOffsets(latest).all().get();
        return ends.size() == NumberedStream.PARTITIONS
                && ends.entrySet().stream()
                        .allMatch(end -> committed.get(end.getKey()) != null
                                && committed.get(end.getKey()).offset()
                                        == end.getValue().offset());
    }

    /**
     * Pauses a replica when it has written answers that it has not committed, nor begun to. It is paused at no moment in
     * particular until that is so: the moment lasts milliseconds, and to look for it first is to be too late each time.
     */
    void pauseInMidTransaction(ServiceUnderTest replica) {
        patiently("a transaction of " + replica.transactionalId())
                .pollInterval(SOON)
                .until(() -> isPausedWithItOpen(replica));
    }

    private boolean isPausedWithItOpen(ServiceUnderTest replica) throws InterruptedException, ExecutionException {
        boolean open = false;
        replica.pause();
        try {
            open = hasWrittenOnly(transaction(replica));
            return open;
        } finally {
            if (!open) {
                replica.resume();
            }
        }
    }

    private static boolean hasWrittenOnly(TransactionDescription transaction) {
        return transaction.state() == TransactionState.ONGOING
                && !transaction.topicPartitions().isEmpty()
                && transaction.topicPartitions().stream()
                        .noneMatch(partition -> partition.topic().equals(Topic.GROUP_METADATA_TOPIC_NAME));
    }

    TransactionDescription transaction(ServiceUnderTest replica) throws InterruptedException, ExecutionException {
        String id = replica.transactionalId();
        return admin.describeTransactions(List.of(id)).description(id).get();
    }

    @Override
    public void close() {
        admin.close();
    }
}
