package io.limpid.quickstart.command;

import io.limpid.quickstart.process.PortCheck;
import picocli.CommandLine.Option;

/** Where {@code up} puts what it starts. */
final class UpPorts {
    @Option(names = "--port", defaultValue = "9092", description = "of the broker (default: ${DEFAULT-VALUE})")
    private int broker;

    @Option(
            names = "--denoiser-port",
            defaultValue = "8081",
            description = "of its HTTP interface; health and metrics are 1000 above (default: ${DEFAULT-VALUE})")
    private int denoiser;

    @Option(
            names = "--classifier-port",
            defaultValue = "8082",
            description = "of its HTTP interface; health and metrics are 1000 above (default: ${DEFAULT-VALUE})")
    private int classifier;

    @Option(
            names = "--trainer-port",
            defaultValue = "8083",
            description = "of its trainings and models; health and metrics are 1000 above (default: ${DEFAULT-VALUE})")
    private int trainer;

    @Option(
            names = "--studio-port",
            defaultValue = "8085",
            description = "of the page; health and metrics are 1000 above (default: ${DEFAULT-VALUE})")
    private int studio;

    void requireFree() {
        PortCheck.requireFree("--port", broker);
        PortCheck.requireFree("--denoiser-port", denoiser);
        PortCheck.requireFree("--classifier-port", classifier);
        PortCheck.requireFree("--trainer-port", trainer);
        PortCheck.requireFree("--studio-port", studio);
    }

    int broker() {
        return broker;
    }

    int denoiser() {
        return denoiser;
    }

    int classifier() {
        return classifier;
    }

    int trainer() {
        return trainer;
    }

    int studio() {
        return studio;
    }
}
