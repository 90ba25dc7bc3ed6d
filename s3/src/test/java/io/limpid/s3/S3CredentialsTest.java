package io.limpid.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.limpid.sources.SourceException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3CredentialsTest {
    private final Map<String, Optional<String>> before = new HashMap<>();

    @BeforeEach
    void forget(@TempDir Path empty) {
        assumeTrue(
                Stream.of("AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_WEB_IDENTITY_TOKEN_FILE")
                        .allMatch(name -> System.getenv(name) == null),
                "this machine has credentials");
        set("aws.accessKeyId", null);
        set("aws.secretAccessKey", null);
        set("aws.sharedCredentialsFile", empty.resolve("credentials").toString());
        set("aws.configFile", empty.resolve("config").toString());
        set("aws.disableEc2Metadata", "true");
    }

    private void set(String property, @Nullable String value) {
        before.put(property, Optional.ofNullable(System.getProperty(property)));
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    @AfterEach
    void remember() {
        before.forEach((property, value) ->
                value.ifPresentOrElse(set -> System.setProperty(property, set), () -> System.clearProperty(property)));
    }

    @Test
    void saysHowToGiveCredentials() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> new S3Buckets().open("camera", URI.create("http://127.0.0.1:1")))
                .satisfies(told -> {
                    assertThat(told.getMessage())
                            .startsWith("there are no credentials for the bucket camera")
                            .hasSizeLessThan(200)
                            .doesNotContain("Provider");
                    assertThat(told.nextStep()).contains("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE");
                });
    }
}
