package io.limpid.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendJournalTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("published/a.journal");
    }

    @Test
    void remembersWhatIsStored() {
        try (SendJournal journal = SendJournal.open(file)) {
            journal.begin("a b\nc#1");
            journal.stored("a b\nc#1");
        }
        try (SendJournal journal = SendJournal.open(file)) {
            assertThat(journal.isStored("a b\nc#1")).isTrue();
            assertThat(journal.isStored("a")).isFalse();
            assertThat(journal.unsettled()).isEmpty();
        }
    }

    @Test
    void settlesWhatWasBegunOnly() {
        Instant before = Instant.now();
        try (SendJournal journal = SendJournal.open(file)) {
            journal.begin("arrived");
            journal.begin("lost");
        }
        try (SendJournal journal = SendJournal.open(file)) {
            assertThat(journal.unsettled()).containsExactlyInAnyOrder("arrived", "lost");
            assertThat(journal.maybeUnsettledSince()).hasValueSatisfying(since -> assertThat(since.toEpochMilli())
                    .isGreaterThanOrEqualTo(before.toEpochMilli()));

            journal.settle(Set.of("arrived"));
        }
        try (SendJournal journal = SendJournal.open(file)) {
            assertThat(journal.unsettled()).isEmpty();
            assertThat(journal.isStored("arrived")).isTrue();
            assertThat(journal.isStored("lost")).isFalse();
        }
    }

    @Test
    void aLineThatWasBeingWrittenDoesNotCount() throws Exception {
        try (SendJournal journal = SendJournal.open(file)) {
            journal.begin("a");
            journal.stored("a");
        }
        Files.writeString(file, "stored 17000", StandardOpenOption.APPEND);
        try (SendJournal journal = SendJournal.open(file)) {
            journal.begin("b");
        }
        try (SendJournal journal = SendJournal.open(file)) {
            assertThat(journal.isStored("a")).isTrue();
            assertThat(journal.unsettled()).containsExactly("b");
        }
    }

    @Test
    void isForOneAtATime() {
        try (SendJournal journal = SendJournal.open(file)) {
            journal.begin("a");
            assertThatThrownBy(() -> SendJournal.open(file))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("another ./limpid publish");
        }
    }

    @Test
    void namesALineThatIsNoneOfItsOwn() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "hello\n");

        assertThatThrownBy(() -> SendJournal.open(file))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("'hello'");
    }
}
