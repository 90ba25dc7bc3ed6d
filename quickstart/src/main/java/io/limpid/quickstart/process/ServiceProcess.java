package io.limpid.quickstart.process;

import io.limpid.quickstart.console.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A running child process. */
public final class ServiceProcess {
    private final ProcessSpec spec;
    private final Process process;

    private ServiceProcess(ProcessSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /**
     * @param lasting whether it is to live on when this command and its terminal are gone
     * @throws CommandFailure when it can't be started
     */
    static ServiceProcess start(ProcessSpec spec, boolean lasting) {
        List<String> command = new ArrayList<>(spec.command());
        if (lasting && hasSetsid()) {
            // A session of its own: closing the terminal does not reach it.
            command.add(0, "setsid");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(spec.log().toFile());
        // ONNX Runtime's, which would note and send what it runs on
        builder.environment().putIfAbsent("ORT_DISABLE_TELEMETRY", "1");
        builder.environment().putAll(spec.environment());
        try {
            Files.createDirectories(spec.log().getParent());
            return new ServiceProcess(spec, builder.start());
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the " + spec.name() + " can't be started: " + failure.getMessage(),
                    "check that " + spec.log().getParent() + " can be written and its disk has room",
                    failure);
        }
    }

    private static boolean hasSetsid() {
        return Files.isExecutable(Path.of("/usr/bin/setsid"));
    }

    public String name() {
        return spec.name();
    }

    /** What it was started with. */
    public ProcessSpec spec() {
        return spec;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Memory it holds; empty where the system does not tell. */
    public OptionalLong residentMebibytes() {
        return ResidentMemory.mebibytes(process.pid());
    }

    /** Processor time it has used, in microseconds; 0 where the system does not tell. */
    public double cpuMicros() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e3;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Where it answers. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + spec.port());
    }

    /**
     * Waits until it has done its work.
     *
     * @throws CommandFailure with the end of its log, when it failed
     */
    public void awaitEnd() {
        try {
            if (process.waitFor() != 0) {
                requireAlive();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while the " + name() + " was at work", "");
        }
    }

    /** Where it tells health and metrics. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + spec.managementPort());
    }

    /** @throws CommandFailure with the end of its log, when it is dead */
    public void requireAlive() {
        if (process.isAlive()) {
            return;
        }
        throw CommandFailure.failed(
                "the " + name() + " stopped with exit code " + process.exitValue() + "; its last lines:\n"
                        + LogTail.of(spec.log(), 12),
                "the whole log is " + spec.log());
    }
}
