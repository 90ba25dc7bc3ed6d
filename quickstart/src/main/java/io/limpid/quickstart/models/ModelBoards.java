package io.limpid.quickstart.models;

import io.limpid.client.TopicReader;
import io.limpid.contracts.model.ModelBoard;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.BrokerDoor;
import java.time.Duration;

/** Reads what stands in a stream's models topic, and what replicas report of it. */
public final class ModelBoards {
    private static final Duration POLL = Duration.ofMillis(100);

    private ModelBoards() {}

    /** @throws io.limpid.quickstart.console.CommandFailure when no broker answers, or it has no such topics */
    public static ModelBoard read(StreamAddress address) {
        ModelBoard board = new ModelBoard(address.topics());
        BrokerDoor.check(address, board.sources());
        try (TopicReader reader = TopicReader.open(address.settings("limpid-models"), board.sources(), true)) {
            do {
                reader.poll(POLL).forEach(board::note);
            } while (!reader.isAtEnd());
        }
        return board;
    }
}
