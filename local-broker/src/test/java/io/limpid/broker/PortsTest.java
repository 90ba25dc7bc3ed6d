package io.limpid.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void givesNoneTwice() {
        List<Integer> ports =
                IntStream.range(0, 500).mapToObj(i -> Ports.free()).toList();

        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void givesNoneThatASystemTakesForOutgoingConnections() {
        assertThat(IntStream.range(0, 500).map(i -> Ports.free())).allMatch(port -> port < 16_000);
    }

    @Test
    void givesAnotherWhereTheOneWishedIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.HOST))) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
            assertThat(Ports.freeNear(taken.getLocalPort())).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void givesTheOneWishedOnce() {
        int wished = IntStream.range(40_000, 60_000)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow();

        assertThat(Ports.freeNear(wished)).isEqualTo(wished);
        assertThat(Ports.freeNear(wished)).isNotEqualTo(wished);
    }

    @Test
    void givesAnyForOneThatIsNoPort() {
        assertThat(Ports.freeNear(70_000)).isBetween(10_000, 15_999);
    }
}
