package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.PortCheck;
import io.limpid.quickstart.process.ServiceSpecs;
import io.limpid.quickstart.process.UpState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** @throws CommandFailure when two are the same, or something listens on one */
    void requireFree() {
        Map<String, Integer> services = ofServices();
        requireDifferent(services);
        PortCheck.requireFree("--port", broker);
        services.forEach(PortCheck::requireFree);
    }

    private Map<String, Integer> ofServices() {
        Map<String, Integer> services = new LinkedHashMap<>();
        services.put(option(ServiceSpecs.DENOISER), denoiser);
        services.put(option(ServiceSpecs.CLASSIFIER), classifier);
        services.put(option(ServiceSpecs.TRAINER), trainer);
        services.put(option(ServiceSpecs.STUDIO), studio);
        return services;
    }

    private static String option(String service) {
        return "--" + service + "-port";
    }

    /** The options that were typed, and ask for other ports than are in use. */
    List<String> differing(GivenOptions given, UpState state) {
        Map<String, Integer> inUse = new HashMap<>();
        state.processes()
                .forEach(process -> inUse.put(
                        process.name().equals(ServiceSpecs.BROKER) ? "--port" : option(process.name()),
                        process.port()));
        Map<String, Integer> asked = ofServices();
        asked.put("--port", broker);
        return asked.keySet().stream()
                .filter(given::has)
                .filter(option -> !asked.get(option).equals(inUse.get(option)))
                .toList();
    }

    /** Else one service would take what another one, started later, can't do without. */
    private void requireDifferent(Map<String, Integer> services) {
        Map<Integer, String> uses = new HashMap<>();
        use(uses, broker, "--port");
        services.forEach((option, port) -> use(uses, port, option));
        services.forEach((option, port) -> use(uses, port + ServiceSpecs.MANAGEMENT, option + " (health and metrics)"));
    }

    private static void use(Map<Integer, String> uses, int port, String option) {
        String other = uses.put(port, option);
        if (other != null) {
            throw CommandFailure.badInput(
                    "expected ports of their own, found " + port + " for both " + other + " and " + option,
                    "choose another for one of them");
        }
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
