package io.limpid.studio.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
    private final Users users = new Users(Map.of("ada", "pass:wörd"));

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void knowsWhoHasTheRightPassword() {
        assertThat(users.signedIn(basic("ada:pass:wörd"))).contains("ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada:wrong", "ada:", "bob:pass:wörd", "ada", ":", ""})
    void knowsNobodyElse(String text) {
        assertThat(users.signedIn(basic(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic !!!", "Bearer YWRhOnBhc3M6d8O2cmQ="})
    void takesMalformedHeadersForNobodys(String header) {
        assertThat(users.signedIn(header)).isEmpty();
    }

    @Test
    void refusesUsersThatCouldNeverSignIn() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Users(Map.of("a:b", "c")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Users(Map.of("ada", "")));
    }
}
