package io.limpid.contracts.model;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelReport;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What stands in the models topic, and what replicas report of it, as far as it was read. Not thread-safe. */
public final class ModelBoard {
    private final Topics topics;
    private final Map<String, ModelPublished> published = new TreeMap<>();
    private final Map<String, ModelReport> reports = new HashMap<>();

    public ModelBoard(Topics topics) {
        this.topics = requireNonNull(topics, "topics");
    }

    /** The topics to be read from their beginning, each record to be {@linkplain #note noted} in its order. */
    public List<String> sources() {
        return List.of(topics.models(), topics.modelReports());
    }

    /** Forgets all, for those who read from the beginning again. */
    public void clear() {
        published.clear();
        reports.clear();
    }

    /** Takes in a record of {@link #sources()}. What is no such message is passed over, as services do. */
    public void note(ConsumerRecord<byte[], byte[]> found) {
        if (found.topic().equals(topics.models())) {
            note(found, published, ModelPublished::parseFrom);
        } else {
            note(found, reports, ModelReport::parseFrom);
        }
    }

    private interface Parser<M> {
        M parse(byte[] value) throws InvalidProtocolBufferException;
    }

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

    /** The version of that number that is tried under a name, or else was live there before. */
    public Optional<ModelPublished> version(String name, long number) {
        return under(ModelKey.candidate(name))
                .filter(tried -> tried.getRef().getVersion() == number)
                .or(() -> under(ModelKey.live(name)).flatMap(now -> ModelHistory.find(now, number)));
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
    public static boolean isOf(String reportKey, ModelKey key) {
        String[] parts = reportKey.split("/", 3);
        return parts.length == 3 && parts[2].equals(key.toString());
    }
}
