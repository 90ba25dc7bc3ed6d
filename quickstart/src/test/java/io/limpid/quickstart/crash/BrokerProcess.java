package io.limpid.quickstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.broker.BrokerMain;
import io.limpid.broker.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The local broker as a process of its own, to be killed and started again on what it has stored. */
final class BrokerProcess implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    /** @param folder for its data and its log */
    BrokerProcess(Path folder) {
        this.folder = folder;
        this.port = Ports.free();
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** On the same folder and port each time; it answers when this returns. */
    void start() throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                folder.resolve("broker").toString(),
                Integer.toString(port));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.log").toFile()))
                .start();
        assertThat(process.inputReader().readLine())
                .as("what the broker says, whose log is %s", folder.resolve("broker.log"))
                .isEqualTo("ready " + bootstrap());
    }

    /** SIGKILL: nothing is flushed, no partition is given up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
