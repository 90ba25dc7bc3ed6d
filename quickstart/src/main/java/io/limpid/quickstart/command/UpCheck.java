package io.limpid.quickstart.command;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Http;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.process.UpState;
import io.limpid.quickstart.stream.BrokerDoor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Asks what is up whether it does its work: a process may be there and answer nobody. */
final class UpCheck {
    private final Duration patience;

    /** @param patience for each answer; all are asked at once */
    UpCheck(Duration patience) {
        this.patience = requireNonNull(patience, "patience");
    }

    private enum Answer {
        READY,
        NOT_READY,
        NONE
    }

    private record Asked(UpState.Entry service, Answer answer) {}

    /**
     * @throws CommandFailure when a service does not answer at all
     * @return a line of each service that answers and is not ready; for people
     */
    List<String> notReady(UpState state) {
        List<Asked> all = ask(state);
        String silent = all.stream()
                .filter(asked -> asked.answer() == Answer.NONE)
                .map(asked -> "the " + asked.service().name() + " (pid "
                        + asked.service().pid() + ")")
                .collect(Collectors.joining(", "));
        if (!silent.isEmpty()) {
            throw CommandFailure.failed(
                    "up, but without an answer within " + patience.toSeconds() + " s: " + silent,
                    "./limpid down ends them, by force where it has to, then ./limpid up starts them again; their logs are in "
                            + all.get(0).service().logFolder());
        }
        return all.stream()
                .filter(asked -> asked.answer() == Answer.NOT_READY)
                .map(asked -> "the " + asked.service().name() + " is not ready: "
                        + asked.service().readiness() + " and "
                        + asked.service().log() + " say why")
                .toList();
    }

    private List<Asked> ask(UpState state) {
        ExecutorService threads =
                Executors.newFixedThreadPool(Math.max(1, state.processes().size()));
        try {
            Http http = new Http(patience);
            List<CompletableFuture<Asked>> answers = state.processes().stream()
                    .map(service -> CompletableFuture.supplyAsync(
                            () -> new Asked(service, service.tellsHealth() ? ready(http, service) : listens(state)),
                            threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static Answer ready(Http http, UpState.Entry service) {
        try {
            String status = http.get(service.readiness()).json().path("status").asText();
            return status.equals("UP") ? Answer.READY : Answer.NOT_READY;
        } catch (IOException silent) {
            return Answer.NONE;
        }
    }

    /** The broker tells no health; a stopped one still takes connections, but answers no client. */
    private Answer listens(UpState state) {
        try {
            BrokerDoor.check(new StreamAddress(state.bootstrap(), state.prefix()), List.of(), patience);
            return Answer.READY;
        } catch (CommandFailure silent) {
            return Answer.NONE;
        }
    }
}
