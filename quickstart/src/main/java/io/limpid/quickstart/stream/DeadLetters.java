package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.limpid.client.RecordPlace;
import io.limpid.client.Result;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.quickstart.console.CommandFailure;
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

/** Dead letters for people: the last ones as a table, how many of each reason, and their values as files. */
public final class DeadLetters {
    private static final List<String> HEAD = List.of("when", "id", "reason", "service", "from", "message");
    private static final int LONGEST_CELL = 160;

    private final int last;
    private final Optional<Path> folder;
    /** The oldest at its head: topics are read partition by partition. */
    private final PriorityQueue<Row> rows = new PriorityQueue<>(Row.BY_TIME);

    private final Map<String, Long> byReason = new TreeMap<>();
    private final Set<RecordPlace> places = new HashSet<>();
    private long unlabelled;

    private record Row(long timestamp, List<String> cells) {
        static final Comparator<Row> BY_TIME = Comparator.comparingLong(Row::timestamp);
    }

    /**
     * @param last how many of the newest the table has
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
        unlabelled += isUnlabelled(letter) ? 1 : 0;
        rows.add(new Row(letter.timestamp(), row(letter)));
        if (rows.size() > last) {
            rows.remove();
        }
        folder.ifPresent(path -> letter.value().ifPresent(value -> write(path, letter.place(), value)));
    }

    /** A cleaned picture that no live classifier takes, where none was asked for: it can be replayed once there is one, but nothing went wrong. */
    private static boolean isUnlabelled(Result.Dead letter) {
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

    private static List<String> row(Result.Dead letter) {
        return List.of(
                Instant.ofEpochMilli(letter.timestamp())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                shown(letter.imageId()),
                shown(letter.reason()),
                shown(letter.service()),
                letter.source().map(RecordPlace::toString).orElse(""),
                shown(letter.message()));
    }

    /** What comes from anyone must not move the cursor, nor fill the screen. */
    static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ");
        return plain.length() > LONGEST_CELL ? plain.substring(0, LONGEST_CELL) + "…" : plain;
    }

    private static void write(Path folder, RecordPlace place, ByteString value) {
        try {
            Files.write(Files.createDirectories(folder).resolve(place.toString()), value.toByteArray());
        } catch (IOException failure) {
            throw FolderStore.unwritable(folder, failure);
        }
    }

    /** The newest at the end; empty where there are none. */
    public List<String> table() {
        if (rows.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable(HEAD);
        rows.stream().sorted(Row.BY_TIME).forEach(row -> table.row(row.cells()));
        return table.lines();
    }

    /** How many there are, and of which reasons. */
    public String sum() {
        long count = byReason.values().stream().mapToLong(Long::longValue).sum();
        String reasons = byReason.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return switch ((int) Math.min(count, 2)) {
            case 0 -> "no dead letters";
            case 1 -> "1 dead letter: " + reasons;
            default -> count + " dead letters: " + reasons;
        };
    }

    /** What of that is no failure; for people. */
    public Optional<String> remark() {
        if (unlabelled == 0) {
            return Optional.empty();
        }
        return Optional.of(unlabelled
                + " of them only lack a label: their pictures are cleaned, and no live classifier takes such pictures");
    }
}
