package io.limpid.quickstart.models;

import static java.util.Objects.requireNonNull;

import io.limpid.client.TopicReader;
import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.contracts.v1.ModelState;
import io.limpid.contracts.v1.Stage;
import io.limpid.quickstart.process.StreamAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the services make of a model that stands in the models topic, live or retired.
 *
 * @param report the last that a replica said of it; empty when none has said anything
 */
public record Uptake(ModelPublished model, Optional<ModelReport> report) {
    private static final Duration POLL = Duration.ofMillis(100);

    public Uptake {
        requireNonNull(model, "model");
        requireNonNull(report, "report");
    }

    /**
     * Waits until a service runs or refuses each live model.
     *
     * @param since services have been started; what was said before is what an earlier life said
     * @param patience for all of them together
     * @return one of each model, by name, also where nothing was said in time
     */
    public static List<Uptake> await(StreamAddress address, Instant since, Duration patience) {
        ModelBoard board = new ModelBoard(address.topics());
        List<Uptake> all = List.of();
        try (TopicReader reader = TopicReader.open(address.settings("limpid-uptake"), board.sources(), true)) {
            long deadline = System.nanoTime() + patience.toNanos();
            boolean read = false;
            while (System.nanoTime() < deadline && !(read && all.stream().allMatch(Uptake::isDecided))) {
                reader.poll(POLL).forEach(board::note);
                read = reader.isAtEnd();
                all = of(board, since);
            }
        }
        return all;
    }

    static List<Uptake> of(ModelBoard board, Instant since) {
        List<Uptake> all = new ArrayList<>();
        board.published().forEach((key, model) -> {
            if (!key.candidate()) {
                all.add(new Uptake(model, lastReport(board, key, since)));
            }
        });
        return all;
    }

    private static Optional<ModelReport> lastReport(ModelBoard board, ModelKey key, Instant since) {
        return board.reports(key).stream()
                .filter(report -> report.getAt() >= since.toEpochMilli())
                .reduce((first, second) -> second.getAt() > first.getAt() ? second : first);
    }

    /** Whether it runs now. */
    public boolean isRunning() {
        return is(ModelState.RUNNING);
    }

    private boolean isDecided() {
        return isRetired() || isRunning() || is(ModelState.REFUSED);
    }

    private boolean isRetired() {
        return model.getStage() == Stage.RETIRED;
    }

    private boolean is(ModelState state) {
        return report.filter(said -> said.getState() == state).isPresent();
    }

    /** For people. */
    public String line() {
        if (isRetired()) {
            return ModelDesk.line(model);
        }
        String which = model.getRef().getName() + " "
                + Long.toUnsignedString(model.getRef().getVersion());
        String whose = model.getFallback() ? ", comes with Limpid" : "";
        return report.map(said -> isRunning()
                        ? which + " is live" + whose
                        : which + " serves nobody: " + said.getService() + " "
                                + said.getState().name().toLowerCase(Locale.ROOT) + ", " + said.getReason())
                .orElse(which + " serves nobody: no service has said anything of it");
    }
}
