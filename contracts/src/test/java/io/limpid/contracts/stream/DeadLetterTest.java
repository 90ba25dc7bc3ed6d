package io.limpid.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLetterTest {
    private static final ServiceIdentity DENOISER = new ServiceIdentity("denoiser", "0.1.0");

    @Test
    void saysWhyAndWhereFromBehindTheOriginalHeaders() {
        var refused = new MalformedPayloadException(PayloadProblem.EMPTY, "expected an image, found no bytes");
        var record = Records.record(null, Records.headers("content-type", "image/png", "own", "1", "own", "2"));

        var headers = DeadLetter.of(refused.problem(), refused).headers(record, DENOISER);

        assertThat(Records.texts(headers))
                .containsExactly(
                        "content-type=image/png",
                        "own=1",
                        "own=2",
                        "dead-letter-reason=EMPTY",
                        "dead-letter-message=expected an image, found no bytes",
                        "dead-letter-exception-class-name=io.limpid.contracts.image.MalformedPayloadException",
                        "dead-letter-topic=images.noisy",
                        "dead-letter-partition=2",
                        "dead-letter-offset=1041",
                        "dead-letter-service=denoiser",
                        "dead-letter-service-version=0.1.0");
    }

    @ParameterizedTest
    @EnumSource
    void aPayloadsProblemIsAKnownReason(PayloadProblem problem) {
        assertThat(DeadLetter.REASONS).contains(problem.name());
    }

    @Test
    void bareHeadersTellTheSameWithoutTheOriginals() {
        var record = Records.record(null, Records.headers("own", "1"));

        var headers = new DeadLetter("EMPTY", "expected an image", "").bareHeaders(record, DENOISER);

        assertThat(Records.texts(headers))
                .hasSize(8)
                .contains("dead-letter-reason=EMPTY", "dead-letter-offset=1041")
                .allMatch(header -> header.startsWith("dead-letter-"));
    }

    @Test
    void aReplayedRecordThatFailsAgainTellsOfTheLastFailureOnly() {
        var first = new DeadLetter("NO_MODEL", "no model for [1,28,28]", "")
                .headers(Records.record(null, Records.headers("own", "1")), new ServiceIdentity("denoiser", "0.0.9"));
        first.add("dead-letter-attempt", Records.utf8("a header of a later version"));

        var second = new DeadLetter("EMPTY", "expected an image", "").headers(Records.record(null, first), DENOISER);

        assertThat(Records.texts(second))
                .hasSize(9)
                .contains("own=1", "dead-letter-reason=EMPTY", "dead-letter-service-version=0.1.0");
    }

    @Test
    void aMessageIsShortAndOfOneLine() {
        var letter = new DeadLetter("X", "found 'a\r\nb\tc'\n" + "é".repeat(5000), "");

        assertThat(letter.message()).startsWith("found 'a b c' éé").hasSizeLessThanOrEqualTo(1024);
        assertThat(new DeadLetter("X", null, "").message()).isEmpty();
        assertThat(DeadLetter.of(PayloadProblem.EMPTY, new IllegalStateException())
                        .message())
                .isEmpty();
    }

    @Test
    void theSourceIsLeftAsItWas() {
        var record = Records.record(null, Records.headers("dead-letter-reason", "OLD"));

        new DeadLetter("X", "", "").headers(record, DENOISER);

        assertThat(Records.texts(record.headers())).containsExactly("dead-letter-reason=OLD");
    }

    @Test
    void reasonAndExceptionAreThere() {
        assertThatThrownBy(() -> new DeadLetter(null, "", "")).hasMessage("reason");
        assertThatThrownBy(() -> new DeadLetter("X", "", null)).hasMessage("exception");
        assertThatThrownBy(() -> new ServiceIdentity(null, "1")).hasMessage("name");
        assertThatThrownBy(() -> new ServiceIdentity("denoiser", null)).hasMessage("version");
    }
}
