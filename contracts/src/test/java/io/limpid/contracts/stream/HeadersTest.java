package io.limpid.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadersTest {
    @Test
    void theLastOfANameCounts() {
        assertThat(HeaderNames.text(Records.headers("a", "1", "b", "2", "a", "3"), "a"))
                .contains("3");
    }

    @Test
    void whatIsMissingOrHasNoValueIsEmpty() {
        var headers = Records.headers();
        headers.add("a", null);

        assertThat(HeaderNames.text(headers, "a")).isEmpty();
        assertThat(HeaderNames.text(headers, "b")).isEmpty();
    }

    @Test
    void settingReplacesAllOfThatName() {
        var headers = Records.headers("a", "1", "b", "2", "a", "3");

        HeaderNames.set(headers, "a", "ü");

        assertThat(Records.texts(headers)).containsExactly("b=2", "a=ü");
    }

    @Test
    void whatDescribesTheOldValueStaysBehind() {
        var source = Records.headers(
                "content-type", "image/png",
                "accept", "image/jpeg",
                "traceparent", "00-1-2-01",
                "model", "mnist",
                "classifier", "digits",
                "own", "1",
                "own", "2",
                "dead-letter-reason", "UNDECODABLE",
                "dead-letter-offset", "3");

        var passed = PassedHeaders.from(source, "application/x-protobuf", "io.limpid.denoised");

        assertThat(Records.texts(passed))
                .containsExactly(
                        "traceparent=00-1-2-01",
                        "model=mnist",
                        "classifier=digits",
                        "own=1",
                        "own=2",
                        "content-type=application/x-protobuf");
    }

    @Test
    void aCloudEventStaysOne() {
        var source = Records.headers(
                "ce_specversion", "1.0",
                "ce_id", "7",
                "ce_source", "/cam/1",
                "ce_time", "2026-01-01T00:00:00Z",
                "ce_type", "com.example.picture",
                "ce_dataschema", "http://example.com/picture",
                "ce_subject", "line 4",
                "content-type", "image/png");

        var passed = PassedHeaders.from(source, "application/json", "io.limpid.classified");

        assertThat(Records.texts(passed))
                .containsExactly(
                        "ce_specversion=1.0",
                        "ce_id=7",
                        "ce_source=/cam/1",
                        "ce_time=2026-01-01T00:00:00Z",
                        "ce_subject=line 4",
                        "content-type=application/json",
                        "ce_type=io.limpid.classified");
    }

    @Test
    void whatIsNoCloudEventBecomesNone() {
        var passed = PassedHeaders.from(Records.headers("ce_type", "stray"), "application/json", "io.limpid.x");

        assertThat(Records.texts(passed)).containsExactly("content-type=application/json");
    }

    @Test
    void theSourceIsLeftAsItWas() {
        var source = Records.headers("content-type", "image/png", "ce_id", "7");

        PassedHeaders.from(source, "application/json", "io.limpid.x");

        assertThat(Records.texts(source)).containsExactly("content-type=image/png", "ce_id=7");
    }
}
