package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.limpid.client.RecordPlace;
import io.limpid.client.Result;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.console.TextTable;
import io.limpid.quickstart.process.ServiceSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Dead letters for people: the last ones as a table, how many of each reason, and their values as files. */
public final class DeadLetters {
    private static final List<String> HEAD = List.of("when", "id", "reason", "service", "from");
    private static final String MESSAGE = "message";
    private static final int LONGEST_CELL = 160;
    /** More than services write; others may. */
    private static final int LONGEST_MESSAGE = 4096;

    private final int last;
    private final Optional<Path> folder;
    /** The oldest at its head: topics are read partition by partition. */
    private final PriorityQueue<Row> failed = new PriorityQueue<>(Row.BY_TIME);

    private final PriorityQueue<Row> unlabelled = new PriorityQueue<>(Row.BY_TIME);
    private final Map<String, Long> byReason = new TreeMap<>();
    private final Set<RecordPlace> places = new HashSet<>();
    private long unlabelledCount;

    private record Row(long timestamp, List<String> cells, String message) {
        static final Comparator<Row> BY_TIME = Comparator.comparingLong(Row::timestamp);

        List<String> whole() {
            return Stream.concat(cells.stream(), Stream.of(message)).toList();
        }
    }

    /**
     * @param last how many of the newest a table has
     * @param folder gets the values, where there is one
     */
    public DeadLetters(int last, Optional<Path> folder) {
        this.last = last;
        this.folder = requireNonNull(folder, "folder");
    }

    /** @throws CommandFailure when its value can't be written */
    public void see(Result.Dead letter) {
        places.add(letter.place());
        byReason.merge(letter.reason(), 1L, Long::sum);
        boolean lacksLabel = isUnlabelled(letter);
        unlabelledCount += lacksLabel ? 1 : 0;
        PriorityQueue<Row> rows = lacksLabel ? unlabelled : failed;
        rows.add(row(letter));
        if (rows.size() > last) {
            rows.remove();
        }
        folder.ifPresent(path -> letter.value().ifPresent(value -> write(path, letter.place(), value)));
    }

    /** A cleaned picture that no live classifier takes, where none was asked for: it can be replayed once there is one, but nothing went wrong. */
    static boolean isUnlabelled(Result.Dead letter) {
        return letter.reason().equals("NO_MODEL")
                && letter.service().equals(ServiceSpecs.CLASSIFIER)
                && HeaderNames.text(letter.headers(), HeaderNames.CLASSIFIER).isEmpty();
    }

    public boolean isEmpty() {
        return places.isEmpty();
    }

    public boolean saw(Result.Dead letter) {
        return places.contains(letter.place());
    }

    private static Row row(Result.Dead letter) {
        String when = Instant.ofEpochMilli(letter.timestamp())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return new Row(
                letter.timestamp(),
                List.of(
                        when,
                        shown(letter.imageId()),
                        shown(letter.reason()),
                        shown(letter.service()),
                        letter.source().map(RecordPlace::toString).orElse("")),
                message(letter));
    }

    /** The message as a whole, for it says what to do. */
    static String message(Result.Dead letter) {
        return shown(letter.message(), LONGEST_MESSAGE);
    }

    /** What comes from anyone must not move the cursor, nor fill the screen. */
    static String shown(String text) {
        return shown(text, LONGEST_CELL);
    }

    private static String shown(String text, int longest) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ");
        return plain.length() > longest ? plain.substring(0, longest) + "…" : plain;
    }

    private static void write(Path folder, RecordPlace place, ByteString value) {
        try {
            Files.write(Files.createDirectories(folder).resolve(place.toString()), value.toByteArray());
        } catch (IOException failure) {
            throw FolderStore.unwritable(folder, failure);
        }
    }

    /** Lists them, the newest at the end; those that only lack a label apart, before the others. */
    public void tell(Console console) {
        if (!unlabelled.isEmpty()) {
            console.line("cleaned, without a label because no live classifier takes such pictures:");
            tell(unlabelled, console);
        }
        if (!unlabelled.isEmpty() && !failed.isEmpty()) {
            console.line("not answered:");
        }
        tell(failed, console);
    }

    /** On a terminal, messages stand below, where there is room for all of them. */
    private static void tell(PriorityQueue<Row> those, Console console) {
        List<Row> rows = those.stream().sorted(Row.BY_TIME).toList();
        if (rows.isEmpty()) {
            return;
        }
        List<String> head = console.isTerminal()
                ? HEAD
                : Stream.concat(HEAD.stream(), Stream.of(MESSAGE)).toList();
        TextTable table = new TextTable(head);
        rows.forEach(row -> table.row(console.isTerminal() ? row.cells() : row.whole()));
        List<String> lines = table.lines();
        console.line(lines.get(0));
        for (int i = 0; i < rows.size(); i++) {
            console.line(lines.get(i + 1));
            if (console.isTerminal() && !rows.get(i).message().isEmpty()) {
                console.paragraph("      " + rows.get(i).message());
            }
        }
    }

    /** How many there are, and of which reasons. */
    public String sum() {
        long count = byReason.values().stream().mapToLong(Long::longValue).sum();
        String reasons = byReason.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return count == 0 ? "no dead letters" : Numbers.count(count, "dead letter") + ": " + reasons;
    }

    /** What of that is no failure; for people. */
    public Optional<String> remark() {
        if (unlabelledCount == 0) {
            return Optional.empty();
        }
        String who = places.size() == 1 ? "it" : unlabelledCount + " of them";
        return Optional.of(
                unlabelledCount == 1
                        ? who + " only lacks a label: the picture is cleaned, and no live classifier takes it"
                        : who
                                + " only lack a label: their pictures are cleaned, and no live classifier takes such pictures");
    }
}
