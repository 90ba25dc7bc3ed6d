package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSignatureTest {
    private static final byte[] FILE = {1, 2, 3};

    @TempDir
    Path folder;

    private final KeyPair keys = ModelSignature.newKeys();

    @Test
    void keysKeepTheirMeaningInFilesAndConfiguration() throws IOException {
        Path file = folder.resolve("key.pem");
        ModelSignature.write(keys.getPrivate(), file);
        PrivateKey secret = ModelSignature.privateKey(file);
        PublicKey open = ModelSignature.publicKey(ModelSignature.text(keys.getPublic()));

        assertThatCode(() -> ModelSignature.verify(FILE, ModelSignature.sign(FILE, secret), open))
                .doesNotThrowAnyException();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> ModelSignature.write(keys.getPrivate(), file))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void refusesNoneAnotherKeysAnotherFilesAndDamagedOnes() {
        byte[] right = ModelSignature.sign(FILE, keys.getPrivate());
        byte[] othersKey = ModelSignature.sign(FILE, ModelSignature.newKeys().getPrivate());
        byte[] othersFile = ModelSignature.sign(new byte[] {1, 2, 4}, keys.getPrivate());
        byte[] damaged = right.clone();
        damaged[0] ^= 1;

        for (byte[] wrong : new byte[][] {{}, othersKey, othersFile, damaged, {1, 2}, new byte[64]}) {
            assertThatThrownBy(() -> ModelSignature.verify(FILE, wrong, keys.getPublic()))
                    .isInstanceOf(ModelRejectedException.class)
                    .hasMessageContaining("limpid.model-key");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "MCowBQYDK2VwAyEA", "not base64 !"})
    void saysWhatAPublicKeyIs(String text) {
        assertThatThrownBy(() -> ModelSignature.publicKey(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("./limpid models key");
    }

    @Test
    void doesNotQuoteAFileThatIsNoKey() throws IOException {
        Path file = Files.writeString(folder.resolve("secret.txt"), "hunter2");

        assertThatThrownBy(() -> ModelSignature.privateKey(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("secret.txt")
                .message()
                .doesNotContain("hunter2");
    }
}
