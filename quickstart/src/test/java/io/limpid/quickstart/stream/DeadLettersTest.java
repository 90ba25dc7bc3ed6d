package io.limpid.quickstart.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.client.RecordPlace;
import io.limpid.client.Result;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.ServiceIdentity;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private long offset;

    private Result.Dead letter(String service, String reason, String wish) {
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>("images", 0, offset, null, null);
        if (!wish.isEmpty()) {
            HeaderNames.set(source.headers(), HeaderNames.CLASSIFIER, wish);
        }
        Headers headers = new DeadLetter(reason, "", "").headers(source, new ServiceIdentity(service, "1"));
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
