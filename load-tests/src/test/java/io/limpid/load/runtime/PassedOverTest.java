package io.limpid.load.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PassedOverTest {
    private static final String USUAL = "unix:///var/run/docker.sock";

    @Test
    void isTheDockerThatWasAskedForAndDoesNotAnswer() {
        assertThat(ContainerRuntime.PassedOver.of("tcp://127.0.0.1:1", USUAL))
                .contains(new ContainerRuntime.PassedOver("tcp://127.0.0.1:1", USUAL));
    }

    @Test
    void isNoneWhereThatIsUsedOrNoneWasAskedFor() {
        assertThat(ContainerRuntime.PassedOver.of(USUAL, USUAL)).isEmpty();
        assertThat(ContainerRuntime.PassedOver.of("", USUAL)).isEmpty();
        assertThat(ContainerRuntime.PassedOver.of(null, USUAL)).isEmpty();
    }
}
