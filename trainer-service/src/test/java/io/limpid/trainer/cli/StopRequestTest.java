package io.limpid.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sun.misc.Signal;
import sun.misc.SignalHandler;

class StopRequestTest {
    @AfterEach
    void giveSignalsBack() {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_DFL);
        Signal.handle(new Signal("TERM"), SignalHandler.SIG_DFL);
    }

    /** A shutdown of the virtual machine would close ONNX Runtime, which is to measure what was kept. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalIsAWishAndNoShutdown(String signal) {
        StopRequest request = StopRequest.listening(InputStream.nullInputStream());
        assertThat(request.isWanted()).isFalse();

        Signal.raise(new Signal(signal));

        await().until(request::isWanted);
        Thread hook = new Thread(() -> {});
        Runtime.getRuntime().addShutdownHook(hook);
        assertThat(Runtime.getRuntime().removeShutdownHook(hook)).isTrue();
    }

    @Test
    void theLineStopIsAWishAndOthersAreNot() {
        StopRequest idle = StopRequest.listening(lines("start\nstopped\n"));
        StopRequest request = StopRequest.listening(lines("start\n stop \n"));

        await().until(request::isWanted);
        assertThat(idle.isWanted()).isFalse();
    }

    private static InputStream lines(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
