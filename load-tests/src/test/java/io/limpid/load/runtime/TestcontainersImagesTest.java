package io.limpid.load.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.DockerClientFactory;

/** Images that nobody here names, since Testcontainers takes them by itself: another version of it may take others. */
class TestcontainersImagesTest {
    @ParameterizedTest
    @CsvSource({"utility/RyukContainer, testcontainers/ryuk:0.13.0", "DockerClientFactory, alpine:3.17"})
    void areListedWithTheirLicences(String type, String image) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                DockerClientFactory.class.getResourceAsStream("/org/testcontainers/" + type + ".class"), type)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .as("the image that this version takes")
                    .contains(image);
        }
        assertThat(Files.readString(Path.of("../docs/licences.md"))).contains("| `" + image + "` |");
    }
}
