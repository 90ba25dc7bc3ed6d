package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.client.KafkaSettings;
import io.limpid.client.TopicReader;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.stream.Topics;
import io.limpid.fixtures.TemporaryBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DeadCommandTest {
    private static final ServiceIdentity DENOISER = new ServiceIdentity("denoiser", "1");
    private static final Topics TOPICS = new Topics("");

    @AutoClose
    private static final TemporaryBroker BROKER = TemporaryBroker.start();

    @TempDir
    Path folder;

    private static final Instant BEGIN =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);

    private final StringWriter err = new StringWriter();

    /** Two broken files, one image without a model, and one of which nothing but the reason is left; no classifier has run. */
    @BeforeAll
    static void bury() {
        BROKER.createTopics(2, TOPICS.noisy(), TOPICS.noisyDead());
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer()) {
            producer.send(buried(3, "a", "UNDECODABLE", "broken a"));
            producer.send(buried(1, "b", "UNDECODABLE", "broken b"));
            producer.send(buried(2, "c", "NO_MODEL", "whole c"));
            producer.send(buried(4, "d\u001b[2J", "TOO_MANY_BYTES", null));
        }
    }

    private static ProducerRecord<byte[], byte[]> buried(int second, String key, String reason, String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> source =
                new ConsumerRecord<>(TOPICS.noisy(), 0, 7, key.getBytes(StandardCharsets.UTF_8), bytes);
        HeaderNames.set(source.headers(), HeaderNames.CONTENT_TYPE, "image/png");
        Headers headers = new DeadLetter(reason, "expected something else", "").headers(source, DENOISER);
        long timestamp = BEGIN.plusSeconds(second).toEpochMilli();
        return new ProducerRecord<>(TOPICS.noisyDead(), null, timestamp, source.key(), bytes, headers);
    }

    private Captured dead(String... more) {
        List<String> arguments = new ArrayList<>(List.of("dead", "--bootstrap", BROKER.bootstrap()));
        arguments.addAll(List.of(more));
        CommandLine line = Commands.line().setErr(new PrintWriter(err, true));
        return Captured.of(() -> line.execute(arguments.toArray(String[]::new)));
    }

    private static List<String> noisyValues() {
        List<String> values = new ArrayList<>();
        try (TopicReader reader =
                TopicReader.open(KafkaSettings.plain(BROKER.bootstrap(), "test"), List.of(TOPICS.noisy()), true)) {
            do {
                reader.poll(Duration.ofMillis(200)).forEach(image -> {
                    values.add(new String(image.value(), StandardCharsets.UTF_8));
                    assertThat(image.headers())
                            .allMatch(header -> !header.key().startsWith(HeaderNames.DEAD_LETTER_PREFIX))
                            .anyMatch(header -> header.key().equals(HeaderNames.CONTENT_TYPE));
                });
            } while (!reader.isAtEnd());
        }
        return values;
    }

    @Test
    void listsThemWithTheirReasons() {
        Captured listed = dead();

        assertThat(listed.exitCode()).isZero();
        assertThat(listed.output())
                .contains("images.noisy-0-7", "expected something else")
                .contains("4 dead letters: 1 NO_MODEL, 1 TOO_MANY_BYTES, 2 UNDECODABLE")
                .doesNotContain("\u001b");
        assertThat(listed.output())
                .containsSubsequence(IntStream.rangeClosed(1, 4)
                        .mapToObj(second -> BEGIN.plusSeconds(second).toString())
                        .toList());
        assertThat(dead("--last", "1").output())
                .contains("TOO_MANY_BYTES")
                .doesNotContain(BEGIN.plusSeconds(3).toString());
        assertThat(dead("--last", "1").output().lines()).hasSize(3);
    }

    @Test
    void tellsProgramsALineEach() throws Exception {
        List<String> lines = dead("--json", "--id", "c").output().lines().toList();

        assertThat(lines).hasSize(1);
        JsonNode letter = new ObjectMapper().readTree(lines.get(0));
        assertThat(letter.path("type").asText()).isEqualTo("dead");
        assertThat(letter.path("id").asText()).isEqualTo("c");
        assertThat(letter.path("reason").asText()).isEqualTo("NO_MODEL");
        assertThat(letter.at("/source/offset").asLong()).isEqualTo(7);
        assertThat(letter.path("bytes").asInt()).isEqualTo("whole c".length());
    }

    @Test
    void whatIsNotThereIsNotCalledNone() {
        assertThat(dead("--prefix", "mistyped.").exitCode()).isEqualTo(1);
        assertThat(err.toString())
                .contains("has no topic mistyped.images.noisy.dead", "check --bootstrap and --prefix");
        assertThat(dead("--id", "nobody", "--replay").exitCode()).isEqualTo(1);
        assertThat(err.toString()).contains("no dead letter at " + BROKER.bootstrap() + " has the id 'nobody'");
    }

    @Test
    void keepsValuesAsFiles() {
        assertThat(dead("--out", folder.toString(), "--reason", "UNDECODABLE").exitCode())
                .isZero();

        assertThat(folder).isDirectoryContaining("glob:**images.noisy.dead-*");
        assertThat(folder.toFile().list()).hasSize(2);
    }

    @Test
    void refusesAReasonThatThereIsNot() {
        assertThat(dead("--reason", "NOPE").exitCode()).isEqualTo(2);
        assertThat(err.toString())
                .contains("expected --reason to be one that there is, found 'NOPE'")
                .contains("ANSWER_TOO_LARGE", "NO_MODEL", "UNDECODABLE", "WRONG_REQUEST");

        Captured none = dead("--reason", "RATE_LIMITED");
        assertThat(none.exitCode()).isZero();
        assertThat(none.output()).contains("no dead letters");
    }

    @Test
    void sendsAgainWhatIsMeantAndNothingElse() {
        assertThat(dead("--replay").exitCode()).isEqualTo(2);
        assertThat(err.toString()).contains("--replay with --reason, --id or --all");
        assertThat(noisyValues()).isEmpty();

        Captured some = dead("--replay", "--reason", "UNDECODABLE");
        Captured lost = dead("--replay", "--reason", "TOO_MANY_BYTES");

        assertThat(some.output()).contains("2 sent again");
        assertThat(lost.output()).contains("0 sent again, 1 can't be", "lacks its value");
        assertThat(noisyValues()).containsExactlyInAnyOrder("broken a", "broken b");
    }
}
