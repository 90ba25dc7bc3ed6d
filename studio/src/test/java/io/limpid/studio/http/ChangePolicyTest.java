package io.limpid.studio.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangePolicyTest {
    private static final ChangePolicy WITHOUT_USERS = new ChangePolicy(false, true);
    private static final ChangePolicy WITH_USERS = new ChangePolicy(true, true);

    private static ChangePolicy.Caller caller(
            String address, String host, String origin, String site, boolean signedIn) {
        return new ChangePolicy.Caller(
                address, host, false, Optional.ofNullable(origin), Optional.ofNullable(site), signedIn);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost:8085, http://localhost:8085, same-origin, 200, ''",
        "::1, [::1]:8085, http://[::1]:8085, same-origin, 200, ''",
        "127.0.0.1, 127.0.0.1, , , 200, ''",
        "192.168.1.7, localhost:8085, , , 403, NOT_LOCAL",
        // a name of somebody else's that was pointed here
        "127.0.0.1, evil.example:8085, http://evil.example:8085, same-origin, 403, NOT_LOCAL",
        "127.0.0.1, localhost:8085, http://evil.example, cross-site, 403, OTHER_SITE",
        "127.0.0.1, localhost:8085, http://localhost:3000, same-site, 403, OTHER_SITE",
        "127.0.0.1, localhost:8085, http://evil.example, , 403, OTHER_SITE",
        "127.0.0.1, localhost:8085, null, , 403, OTHER_SITE",
        "localhost, localhost:8085, , , 403, NOT_LOCAL",
    })
    void trustsThisMachinesBrowserOnlyWhereNobodyCanSignIn(
            String address, String host, String origin, String site, int status, String reason) {
        ChangePolicy.Verdict verdict = WITHOUT_USERS.judge(caller(address, host, origin, site, false));

        assertThat(verdict.status()).isEqualTo(status);
        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @Test
    void doesNotTrustAProxyOnThisMachine() {
        ChangePolicy.Caller proxied =
                new ChangePolicy.Caller("127.0.0.1", "localhost:8085", true, Optional.empty(), Optional.empty(), false);

        assertThat(WITHOUT_USERS.judge(proxied).reason()).isEqualTo("NOT_LOCAL");
    }

    @Test
    void wantsPeopleToSignInWhereTheyCan() {
        assertThat(WITH_USERS
                        .judge(caller("127.0.0.1", "localhost", null, null, false))
                        .status())
                .isEqualTo(401);
        assertThat(WITH_USERS
                        .judge(caller("10.1.2.3", "studio.example", null, null, true))
                        .allowed())
                .isTrue();
        assertThat(WITH_USERS
                        .judge(caller("10.1.2.3", "studio.example", "https://evil.example", "cross-site", true))
                        .reason())
                .isEqualTo("OTHER_SITE");
    }

    @Test
    void letsNobodyChangeAnythingWhereThatIsAsked() {
        ChangePolicy closed = new ChangePolicy(false, false);

        assertThat(closed.judge(caller("127.0.0.1", "localhost", null, null, false))
                        .reason())
                .isEqualTo("NO_USERS");
    }

    @ParameterizedTest
    @CsvSource({"GET, false", "head, false", "OPTIONS, false", "POST, true", "DELETE, true", "BREW, true"})
    void takesWhatIsNotReadingForAChange(String method, boolean change) {
        assertThat(ChangePolicy.isChange(method)).isEqualTo(change);
    }
}
