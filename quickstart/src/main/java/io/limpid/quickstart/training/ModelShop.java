package io.limpid.quickstart.training;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Http;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The trainer service as seen from here: the runs that can be published, and their publishing. */
public final class ModelShop {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Heads wait for a denoiser, but a denoiser's images would go unlabelled while there are no heads. */
    private static final List<String> ORDER = List.of("classify-frame", "classify-latent", "denoise");

    private static final int USUAL_PORT = 8083;

    private final Http http;
    private final URI trainer;

    /** @param trainer the service's address */
    public ModelShop(Http http, URI trainer) {
        this.http = requireNonNull(http, "http");
        this.trainer = requireNonNull(trainer, "trainer");
    }

    /**
     * A run that can be published.
     *
     * @param partOf the grid whose point it is; empty where it stands for itself
     */
    public record Run(String id, String name, String task, String partOf) {}

    /** What went out to the stream. */
    public record Published(String name, String version, String task) {
        public boolean isDenoiser() {
            return task.equals("denoise");
        }
    }

    /**
     * The latest run of every name, in the order they should be published. Points of grids are published when asked for, each by
     * itself: they were trained to be compared.
     */
    public List<Run> latest() {
        Map<String, Run> byName = new LinkedHashMap<>();
        all().stream()
                .filter(run -> run.partOf().isEmpty())
                .sorted(Comparator.comparing(Run::id))
                .forEach(run -> byName.put(run.name(), run));
        return inOrder(byName.values());
    }

    private List<Run> all() {
        List<Run> runs = new ArrayList<>();
        for (JsonNode run : ask("models").json()) {
            runs.add(new Run(
                    run.path("run").asText(),
                    run.path("name").asText(),
                    task(run.path("task").asText()),
                    run.path("partOf").asText()));
        }
        return runs;
    }

    /** The task as it stands in the model's file, however it is spelt here: DENOISE, denoise, CLASSIFY_FRAME. */
    private static String task(String text) {
        return text.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** These runs, in the order they should be published. */
    public List<Run> named(Collection<String> ids) {
        return inOrder(all().stream().filter(run -> ids.contains(run.id())).toList());
    }

    private static List<Run> inOrder(Collection<Run> runs) {
        return runs.stream()
                .sorted(Comparator.comparing(run -> ORDER.indexOf(run.task())))
                .toList();
    }

    /** Where the model file of a run, named by its id, is had. */
    public URI file(String run) {
        return trainer.resolve("/models/" + run + "/model.onnx");
    }

    /** Sends a run's model to the stream, to serve from now on. */
    public Published publish(Run run) {
        try {
            JsonNode body = JSON.createObjectNode().put("run", run.id()).put("stage", "LIVE");
            Http.Answer answer = http.post(trainer.resolve("/models"), body);
            if (answer.status() / 100 != 2) {
                throw CommandFailure.failed(
                        "the trainer service does not publish run " + run.id() + ": " + reason(answer),
                        "its log says more");
            }
            JsonNode ref = answer.json().has("ref") ? answer.json().path("ref") : answer.json();
            return new Published(run.name(), ref.path("version").asText(), run.task());
        } catch (IOException unreachable) {
            throw unreachable(unreachable);
        }
    }

    private Http.Answer ask(String what) {
        try {
            return http.get(trainer.resolve("/" + what));
        } catch (IOException failure) {
            throw unreachable(failure);
        }
    }

    private CommandFailure unreachable(IOException failure) {
        return CommandFailure.failed(
                "no trainer service answers at " + trainer,
                "start it with ./limpid up"
                        + (trainer.getPort() == USUAL_PORT ? "" : " --trainer-port " + trainer.getPort())
                        + ", or name another with --trainer",
                failure);
    }

    private static String reason(Http.Answer answer) {
        String message = answer.json().path("message").asText();
        return "status " + answer.status() + " " + (message.isEmpty() ? answer.text() : message);
    }
}
