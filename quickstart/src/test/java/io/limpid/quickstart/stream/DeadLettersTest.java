package io.limpid.quickstart.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.client.RecordPlace;
import io.limpid.client.Result;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.quickstart.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private long offset;

    private static final String LONG = "expected one of " + "many words and ".repeat(30) + "the end";

    private static String told(DeadLetters letters, boolean terminal) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        letters.tell(new Console(new PrintStream(out, true, StandardCharsets.UTF_8), terminal, () -> 80));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** In a pipe a line each. */
    @Test
    void listsMessagesInFull() {
        DeadLetters letters = new DeadLetters(9, Optional.empty());
        letters.see(letter("denoiser", "UNDECODABLE", "", LONG));

        assertThat(told(letters, false).lines()).hasSize(2).last().asString().endsWith(LONG);
        assertThat(told(letters, true).lines().skip(2))
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.length() <= 80 && line.startsWith("      "));
        assertThat(told(letters, true).replaceAll("\\s+", " ")).contains(LONG);
    }

    @Test
    void listsPicturesThatOnlyLackALabelApart() {
        DeadLetters letters = new DeadLetters(1, Optional.empty());
        letters.see(letter("denoiser", "UNDECODABLE", "", "broken"));
        letters.see(letter("classifier", "NO_MODEL", "", "first"));
        letters.see(letter("classifier", "NO_MODEL", "", "second"));

        String told = told(letters, false);

        assertThat(told)
                .containsSubsequence(
                        "cleaned, without a label because no live classifier takes such pictures:",
                        "NO_MODEL",
                        "not answered:",
                        "UNDECODABLE");
        assertThat(told.lines().filter(line -> line.contains("NO_MODEL"))).hasSize(1);
    }

    @Test
    void tellsOneByItself() {
        DeadLetters letters = new DeadLetters(9, Optional.empty());

        letters.see(letter("classifier", "NO_MODEL", ""));

        assertThat(letters.sum()).isEqualTo("1 dead letter: 1 NO_MODEL");
        assertThat(letters.remark()).get().asString().startsWith("it only lacks a label");
        assertThat(told(letters, false)).doesNotContain("not answered");
    }

    private Result.Dead letter(String service, String reason, String wish) {
        return letter(service, reason, wish, "");
    }

    private Result.Dead letter(String service, String reason, String wish, String message) {
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>("images", 0, offset, null, null);
        if (!wish.isEmpty()) {
            HeaderNames.set(source.headers(), HeaderNames.CLASSIFIER, wish);
        }
        Headers headers = new DeadLetter(reason, message, "").headers(source, new ServiceIdentity(service, "1"));
        return new Result.Dead(
                "id",
                new RecordPlace("images.denoised.dead", 0, offset++),
                0,
                headers,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void tellsPicturesThatOnlyLackALabelFromFailures() {
        DeadLetters letters = new DeadLetters(9, Optional.empty());

        letters.see(letter("classifier", "NO_MODEL", ""));
        letters.see(letter("classifier", "NO_MODEL", ""));
        letters.see(letter("classifier", "NO_MODEL", "asked-for"));
        letters.see(letter("classifier", "MALFORMED_FRAME", ""));
        letters.see(letter("denoiser", "NO_MODEL", ""));

        assertThat(letters.sum()).isEqualTo("5 dead letters: 1 MALFORMED_FRAME, 4 NO_MODEL");
        assertThat(letters.remark()).get().asString().startsWith("2 of them only lack a label");
    }

    @Test
    void hasNothingToRemarkOnFailures() {
        DeadLetters letters = new DeadLetters(9, Optional.empty());

        letters.see(letter("denoiser", "NO_MODEL", ""));

        assertThat(letters.remark()).isEmpty();
    }
}
