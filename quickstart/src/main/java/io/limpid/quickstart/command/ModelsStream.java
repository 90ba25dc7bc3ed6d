package io.limpid.quickstart.command;

import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.models.ModelBoards;
import io.limpid.quickstart.models.ModelDesk;
import io.limpid.quickstart.models.ModelNews;
import io.limpid.quickstart.process.StreamAddress;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which stream's models are changed, and how long to wait for its services. */
final class ModelsStream {
    @Mixin
    private StreamOptions stream;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "wait so long for a service to say what it does with it (default: ${DEFAULT-VALUE})")
    private long timeoutSeconds;

    @Option(
            names = "--json",
            description =
                    "a line of JSON for each change, with what the services said; what is for people goes to standard error")
    private boolean json;

    ModelBoard board() {
        return ModelBoards.read(stream.address());
    }

    /** @param name of a command, to be typed for this stream */
    String command(String name) {
        return stream.address().command(name);
    }

    ModelDesk desk() {
        if (timeoutSeconds < 0) {
            throw CommandFailure.badInput("expected --timeout of at least 0, found " + timeoutSeconds, "");
        }
        StreamAddress address = stream.address();
        return new ModelDesk(address, console(), Duration.ofSeconds(timeoutSeconds), new ModelNews(json));
    }

    Console console() {
        return json ? Console.beside() : Console.standard();
    }

    /** @throws CommandFailure when nothing stands there */
    ModelPublished require(ModelBoard board, ModelKey key) {
        return board.under(key)
                .orElseThrow(() -> CommandFailure.badInput(
                        "expected a model " + key + " in the models topic, found none",
                        command("models") + " lists what is there"));
    }
}
