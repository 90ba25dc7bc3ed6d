package io.limpid.quickstart.models;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.client.TopicReader;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.BrokerDoor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What stands in the models topic, and what replicas report of it. */
public final class ModelBoard {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, ModelPublished> published;
    private final Map<String, ModelReport> reports;

    private ModelBoard(Map<String, ModelPublished> published, Map<String, ModelReport> reports) {
        this.published = published;
        this.reports = reports;
    }

    /** @throws io.limpid.quickstart.console.CommandFailure when no broker answers, or it has no such topics */
    public static ModelBoard read(StreamAddress address) {
        Topics topics = address.topics();
        List<String> names = List.of(topics.models(), topics.modelReports());
        BrokerDoor.check(address, names);
        Map<String, ModelPublished> published = new TreeMap<>();
        Map<String, ModelReport> reports = new HashMap<>();
        try (TopicReader reader = TopicReader.open(address.settings("limpid-models"), names, true)) {
            do {
                for (ConsumerRecord<byte[], byte[]> found : reader.poll(POLL)) {
                    if (found.topic().equals(topics.models())) {
                        note(found, published, ModelPublished::parseFrom);
                    } else {
                        note(found, reports, ModelReport::parseFrom);
                    }
                }
            } while (!reader.isAtEnd());
        }
        return new ModelBoard(published, reports);
    }

    private interface Parser<M> {
        M parse(byte[] value) throws InvalidProtocolBufferException;
    }

    /** What is no such message is passed over, as services do. */
    private static <M> void note(ConsumerRecord<byte[], byte[]> found, Map<String, M> messages, Parser<M> parser) {
        String key = found.key() == null ? "" : new String(found.key(), StandardCharsets.UTF_8);
        messages.remove(key);
        try {
            if (found.value() != null) {
                messages.put(key, parser.parse(found.value()));
            }
        } catch (InvalidProtocolBufferException malformed) {
            // neither a service nor we can make anything of it
        }
    }

    /** By key, in the order of names. */
    public Map<ModelKey, ModelPublished> published() {
        Map<ModelKey, ModelPublished> all = new LinkedHashMap<>();
        published.forEach((key, model) -> all.put(ModelKey.parse(key), model));
        return all;
    }

    public Optional<ModelPublished> under(ModelKey key) {
        return Optional.ofNullable(published.get(key.toString()));
    }

    /** What each replica said last of the version that stands there. */
    public List<ModelReport> reports(ModelKey key) {
        Optional<ModelPublished> standing = under(key);
        return reports.entrySet().stream()
                .filter(report -> isOf(report.getKey(), key))
                .map(Map.Entry::getValue)
                .filter(report -> standing.isPresent()
                        && report.getRef().equals(standing.get().getRef()))
                .sorted(Comparator.comparing(ModelReport::getService).thenComparing(ModelReport::getInstance))
                .toList();
    }

    /** Reports' keys are service, instance and the model's key. */
    static boolean isOf(String reportKey, ModelKey key) {
        String[] parts = reportKey.split("/", 3);
        return parts.length == 3 && parts[2].equals(key.toString());
    }
}
