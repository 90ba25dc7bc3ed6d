package io.limpid.studio.live;

import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The models as the topics have them now. Thread-safe. */
public final class LiveModels {
    private final ModelBoard board;

    public LiveModels(Topics topics) {
        this.board = new ModelBoard(topics);
    }

    List<String> sources() {
        return board.sources();
    }

    synchronized void clear() {
        board.clear();
    }

    synchronized void note(ConsumerRecord<byte[], byte[]> found) {
        board.note(found);
    }

    synchronized List<ModelsView> view() {
        return ModelsView.of(board);
    }

    /** What stands under a key. */
    public synchronized Optional<ModelPublished> under(ModelKey key) {
        return board.under(key);
    }

    /** The version of that number that is tried under a name, or else was live there before. */
    public synchronized Optional<ModelPublished> version(String name, long number) {
        return board.version(name, number);
    }

    /** The names of a classifier's classes, by index; none where it is not known any more. */
    public synchronized List<String> classes(ModelRef classifier) {
        return board.published().values().stream()
                .filter(model -> model.getRef().getName().equals(classifier.getName())
                        && model.getRef().getVersion() == classifier.getVersion())
                .findFirst()
                .<List<String>>map(ModelPublished::getLabelsList)
                .orElse(List.of());
    }
}
