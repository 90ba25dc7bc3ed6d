package io.limpid.quickstart.models;

import io.limpid.client.BrokerUnavailableException;
import io.limpid.client.MissingTopicException;
import io.limpid.client.TopicCheck;
import io.limpid.client.TopicReader;
import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.contracts.v1.ModelState;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.quickstart.process.StreamAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** The denoisers that an image may ask for by name. */
public final class LiveDenoisers {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private LiveDenoisers() {}

    /**
     * @return their names in order; absent where the models topic is not there or this client may not read it, as publishers need
     *     no right to
     */
    public static Optional<List<String>> names(StreamAddress address) {
        List<String> models = List.of(address.topics().models());
        try {
            new TopicCheck(address.settings("limpid-publish"), PATIENCE).require(models);
            try (TopicReader reader = TopicReader.open(address.settings("limpid-publish"), models, true)) {
                ModelBoard board = new ModelBoard(address.topics());
                do {
                    reader.poll(POLL).forEach(board::note);
                } while (!reader.isAtEnd());
                return Optional.of(names(board.published()));
            }
        } catch (MissingTopicException | BrokerUnavailableException | KafkaException unknown) {
            return Optional.empty();
        }
    }

    /**
     * Waits until a replica says that it runs the version that is live, or that it won't: one that has just been published is tried first.
     *
     * @return whether none has said so in time; false where this client may not know
     */
    public static boolean isLate(StreamAddress address, String name, Duration patience) {
        ModelBoard board = new ModelBoard(address.topics());
        try {
            new TopicCheck(address.settings("limpid-publish"), PATIENCE).require(board.sources());
            try (TopicReader reader = TopicReader.open(address.settings("limpid-publish"), board.sources(), true)) {
                long deadline = System.nanoTime() + patience.toNanos();
                while (System.nanoTime() < deadline) {
                    reader.poll(POLL).forEach(board::note);
                    if (reader.isAtEnd() && isDecided(board.reports(ModelKey.live(name)))) {
                        return false;
                    }
                }
                return true;
            }
        } catch (MissingTopicException | BrokerUnavailableException | KafkaException unknown) {
            return false;
        }
    }

    private static boolean isDecided(List<ModelReport> reports) {
        return reports.stream()
                .map(ModelReport::getState)
                .anyMatch(state -> state == ModelState.RUNNING || state == ModelState.REFUSED);
    }

    private static List<String> names(Map<ModelKey, ModelPublished> published) {
        return published.entrySet().stream()
                .filter(entry -> !entry.getKey().candidate())
                .filter(entry -> entry.getValue().getStage() == Stage.LIVE)
                .filter(entry -> entry.getValue().getTask() == Task.DENOISE)
                .map(entry -> entry.getKey().name())
                .toList();
    }
}
