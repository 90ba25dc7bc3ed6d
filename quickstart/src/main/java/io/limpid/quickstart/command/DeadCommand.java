package io.limpid.quickstart.command;

import io.limpid.client.LimpidClient;
import io.limpid.client.MissingTopicException;
import io.limpid.client.Result;
import io.limpid.client.ResultKind;
import io.limpid.client.ResultSelection;
import io.limpid.client.Results;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.BrokerDoor;
import io.limpid.quickstart.stream.DeadLetters;
import io.limpid.quickstart.stream.JsonLines;
import io.limpid.quickstart.stream.Publication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./limpid dead}: what could not be answered, and why; and sends it again. */
@Command(
        name = "dead",
        description =
                "List the records that no service could answer, with the reason of each; keep them as files, or send them again.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./limpid dead",
            "  ./limpid dead --reason UNDECODABLE --out refused",
            "  ./limpid dead --reason NO_MODEL --replay",
            "  ./limpid dead --json | jq -r .reason | sort | uniq -c"
        },
        sortOptions = false)
final class DeadCommand implements Runnable {
    private static final Set<ResultKind> KINDS =
            Set.of(ResultKind.DEAD_NOISY, ResultKind.DEAD_DENOISED, ResultKind.DEAD_TRAINING_REQUESTS);
    private static final Duration POLL = Duration.ofMillis(200);

    @Option(names = "--reason", paramLabel = "CODE", description = "only those of this reason (default: all)")
    private @Nullable String reason;

    @Option(names = "--id", description = "only those of this image or request: its key, or its ce_id")
    private @Nullable String id;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "list the last N, and of pictures that only lack a label the last N too (default: ${DEFAULT-VALUE});"
                            + " all are counted")
    private int last;

    @Option(names = "--out", paramLabel = "DIR", description = "write each value as a file; created when missing")
    private @Nullable Path out;

    @Option(
            names = "--replay",
            description =
                    "send them again to where they came from; with --reason, --id or --all. They stay in their topic, so"
                            + " that the same command again sends them, and has them answered, once more")
    private boolean replay;

    @Option(names = "--all", description = "with --replay: all of them")
    private boolean all;

    @Option(names = "--json", description = "a line of JSON for each, all of them, instead of a table")
    private boolean json;

    @Mixin
    private StreamOptions stream;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (last < 1) {
            throw CommandFailure.badInput("expected --last of at least 1, found " + last, "");
        }
        if (replay && reason == null && id == null && !all) {
            throw CommandFailure.badInput(
                    "expected --replay with --reason, --id or --all",
                    "without --replay the same command lists what there is");
        }
        GivenOptions given = GivenOptions.of(spec);
        given.requireWith("--replay", replay, "--all");
        given.requireWithout("--all", all, "--reason", "--id");
        given.requireWithout("--json", json, "--last");
        StreamAddress address = stream.address();
        BrokerDoor.check(address, List.of());
        Console console = json ? Console.beside() : Console.standard();
        JsonLines lines = new JsonLines(json);
        try (LimpidClient client = stream.client("limpid-dead")) {
            DeadLetters letters = new DeadLetters(last, Optional.ofNullable(out));
            boolean anyTopic = forEach(client, letter -> {
                letters.see(letter);
                lines.dead(letter);
            });
            if (!anyTopic) {
                // says which are missing
                BrokerDoor.check(
                        address,
                        List.of(address.topics().noisyDead(), address.topics().denoisedDead()));
            }
            requireKnown(letters);
            requireFound(letters, address);
            if (!json) {
                letters.tell(console);
            }
            console.line(letters.sum() + " at " + address.bootstrap());
            letters.remark().ifPresent(console::paragraph);
            if (replay) {
                replay(address, letters, console);
            }
        }
    }

    /** Other services than Limpid's may give reasons of their own: what lies there is known as well. */
    private void requireKnown(DeadLetters letters) {
        if (reason != null && letters.isEmpty() && !DeadLetter.REASONS.contains(reason)) {
            throw CommandFailure.badInput(
                    "expected --reason to be one that there is, found '" + reason + "'",
                    "one of " + String.join(", ", DeadLetter.REASONS));
        }
    }

    private void requireFound(DeadLetters letters, StreamAddress address) {
        if (id != null && letters.isEmpty()) {
            throw CommandFailure.failed(
                    "no dead letter at " + address.bootstrap() + " has the id '" + id + "'"
                            + (reason == null ? "" : " and the reason " + reason),
                    address.command("dead") + " lists the last ones");
        }
    }

    /** In two rounds, the second by the places of the first: what dies again meanwhile is not sent again and again. */
    private void replay(StreamAddress address, DeadLetters letters, Console console) {
        try (Publication publication = new Publication(address, "/limpid/dead", stored -> {})) {
            List<String> lost = new ArrayList<>();
            forEach(publication.client(), letter -> {
                if (letters.saw(letter) && letter.value().isPresent()) {
                    publication.send(publication.client().replay(letter));
                } else if (letters.saw(letter)) {
                    lost.add(letter.place() + " lacks its value: " + letter.leftOut());
                }
            });
            lost.forEach(console::detail);
            long sent = publication.await();
            console.line(sent + " sent again" + (lost.isEmpty() ? "" : ", " + lost.size() + " can't be"));
            if (sent > 0) {
                console.detail("they stay among the dead letters: --replay again sends them once more");
            }
        }
    }

    /** @return whether there is a topic of them */
    private boolean forEach(LimpidClient client, Consumer<Result.Dead> action) {
        boolean anyTopic = false;
        for (ResultKind kind : KINDS.stream().sorted().toList()) {
            try (Results results = client.results(ResultSelection.fromStart(kind))) {
                Optional<Result> found = results.next(POLL);
                while (found.isPresent() || !results.isAtEnd()) {
                    found.filter(this::isMeant).map(Result.Dead.class::cast).ifPresent(action);
                    found = results.next(POLL);
                }
                anyTopic = true;
            } catch (MissingTopicException none) {
                // its service has never run
            }
        }
        return anyTopic;
    }

    private boolean isMeant(Result result) {
        return result instanceof Result.Dead letter
                && (reason == null || reason.equals(letter.reason()))
                && (id == null || id.equals(letter.imageId()) || id.equals(letter.eventId()));
    }
}
