package io.limpid.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final byte[] WEIGHTS = new byte[1000];

    private final byte[] file = new Checkpoint(
                    "fingerprint", 3, 12, 2, 0.5, List.of(new Checkpoint.Part(WEIGHTS), new Checkpoint.Part(WEIGHTS)))
            .bytes();

    @Test
    void readsWhatItWrote() throws IOException {
        Checkpoint read = Checkpoint.read(file);

        assertThat(read.fingerprint()).isEqualTo("fingerprint");
        assertThat(read.epoch()).isEqualTo(3);
        assertThat(read.step()).isEqualTo(12);
        assertThat(read.bestEpoch()).isEqualTo(2);
        assertThat(read.bestLoss()).isEqualTo(0.5);
        assertThat(read.parts()).hasSize(2).allSatisfy(part -> assertThat(part.bytes())
                .isEqualTo(WEIGHTS));
    }

    /** Weights that changed on the disk would train on without a word, to other figures. */
    @Test
    void noChangedByteIsOverlooked() {
        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= 0x10;
            assertThatIOException().as("byte %d", at).isThrownBy(() -> Checkpoint.read(changed));
        }
    }

    @Test
    void saysWhatIsWrong() {
        byte[] changed = file.clone();
        changed[file.length / 2] ^= 1;
        byte[] older = file.clone();
        ByteBuffer.wrap(older).putInt(4, 1);

        assertThatIOException()
                .isThrownBy(() -> Checkpoint.read(changed))
                .withMessage("its checksum is wrong, so its content has changed since it was written");
        assertThatIOException()
                .isThrownBy(() -> Checkpoint.read(older))
                .withMessage("it is of version 1, and this Limpid reads version 2");
        assertThatIOException()
                .isThrownBy(() -> Checkpoint.read("another file of some length".getBytes()))
                .withMessage("it is no checkpoint of Limpid's");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 19, 20, 500})
    void oneThatIsCutShortIsRefused(int length) {
        assertThatIOException()
                .isThrownBy(() -> Checkpoint.read(Arrays.copyOf(file, length)))
                .withMessageContaining(Integer.toString(length));
    }
}
