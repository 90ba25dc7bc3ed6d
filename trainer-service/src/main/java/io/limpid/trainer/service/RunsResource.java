package io.limpid.trainer.service;

import io.limpid.trainer.supervise.RunShelf;
import io.limpid.trainer.supervise.RunState;
import io.limpid.trainer.supervise.TrainingState;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What trainings left, whoever began them. */
@Path("/runs")
@Tag(name = "runs", description = "What trainings left, whoever began them")
@Produces(MediaType.APPLICATION_JSON)
public class RunsResource {
    /** Those that are handed out, with their media types; checkpoints and weights are not. */
    private static final Map<String, String> FILES = Map.of(
            "report.html",
            "text/html;charset=UTF-8",
            "metrics.json",
            MediaType.APPLICATION_JSON,
            "history.json",
            MediaType.APPLICATION_JSON,
            "model.json",
            MediaType.APPLICATION_JSON,
            "status.json",
            MediaType.APPLICATION_JSON,
            "recipe.yaml",
            "application/yaml",
            "samples.png",
            "image/png",
            "curves.png",
            "image/png");

    private final RunShelf shelf;

    RunsResource(TrainingService service) {
        this.shelf = service.supervisor().shelf();
    }

    /** A run, as listed. */
    @Schema(name = "Run", description = "A run and its state")
    public record Listed(
            String id,
            TrainingState state,
            String message,

            @Schema(description = "Whether POST /trainings {\"resume\": id} can take it up again")
            boolean resumable) {
        static Listed of(RunState run) {
            return new Listed(run.folder().id(), run.state(), run.message(), run.resumable());
        }
    }

    /** All runs, newest first. */
    @GET
    @Operation(summary = "List all runs, newest first")
    public List<Listed> list() {
        return shelf.all().stream().map(Listed::of).toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Tell a run's state")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Listed.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such run",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    public Listed get(@PathParam("id") String id) {
        return Listed.of(find(id));
    }

    private RunState find(String id) {
        return shelf.find(id).orElseThrow(() -> Problem.exception(404, "no run '" + id + "'; GET /runs lists the ids"));
    }

    /** A file of a run: the report, the figures, the recipe as it was run, the pictures. */
    @GET
    @Path("/{id}/{file}")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "Hand out a file of a run: report.html, metrics.json, history.json, recipe.yaml and others")
    @APIResponse(responseCode = "200", description = "The file", content = @Content(mediaType = "*/*"))
    @APIResponse(
            responseCode = "404",
            description = "No such run, or it has no such file",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    public Response file(@PathParam("id") String id, @PathParam("file") String name) {
        java.nio.file.Path file = find(id).folder().path().resolve(FILES.containsKey(name) ? name : "");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Problem.response(
                    404,
                    "run " + id + " has no file '" + name + "' to hand out; expected one of "
                            + FILES.keySet().stream().sorted().toList());
        }
        return Response.ok(file.toFile(), FILES.get(name))
                .header("X-Content-Type-Options", "nosniff")
                // reports hold their style and pictures, and no scripts
                .header("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'")
                .build();
    }
}
