package io.limpid.trainer.service;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.trainer.run.ModelInfo;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The finished runs' models: listed, downloaded, published. */
@Path("/models")
@Tag(name = "models", description = "The finished runs' models: listed, downloaded, published")
public class ModelsResource {
    private static final double USUAL_SHARE = 0.1;

    private final Runs runs;
    private final ModelPublisher publisher;
    private final Supplier<String> brokerProblem;

    ModelsResource(TrainerService service) {
        this.runs = service.runs();
        this.publisher = service.publisher();
        this.brokerProblem = service::brokerProblem;
    }

    /** A publishable run, as listed. */
    public record Listed(
            String run,
            String name,
            String task,
            String data,
            String sha256,
            long size,
            Map<String, Double> metrics,

            @Schema(description = "The grid whose point it is; empty where the run stands for itself")
            String partOf) {
        static Listed of(RunFolder run) {
            ModelInfo info = Runs.info(run);
            return new Listed(
                    run.id(),
                    info.name(),
                    info.task(),
                    info.data(),
                    info.sha256(),
                    info.size(),
                    info.metrics(),
                    Runs.partOf(run));
        }
    }

    /** What is to be published; without a stage LIVE. */
    public record Order(
            @Nullable String run,
            @Nullable String stage,

            @Schema(description = "Of the keys, for the stage CANARY: above 0 and below 1; 0.1 where it is left out")
            @Nullable
            Double share) {}

    /** What was published; the version is text, because readers of JSON may not hold 64 bits. */
    public record Ref(String name, String version, String latentSpace) {}

    /** All finished runs, newest first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List the finished runs' models, newest first")
    public List<Listed> list() {
        return runs.finished().stream().map(Listed::of).toList();
    }

    /** A run's ONNX file, with its SHA-256 as entity tag and in {@code X-Content-Sha256}. */
    @GET
    @Path("/{run}/model.onnx")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Hand out a run's ONNX file; ETag and X-Content-Sha256 hold its SHA-256")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    @APIResponse(
            responseCode = "404",
            description = "No such finished run",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Problem.class)))
    public Response file(@PathParam("run") String id) {
        Optional<RunFolder> run = runs.finished(id);
        if (run.isEmpty()) {
            return Problem.response(404, noRun(id));
        }
        String sha256 = Runs.info(run.get()).sha256();
        return Response.ok(run.get().model().toFile())
                .header("ETag", '"' + sha256 + '"')
                .header("X-Content-Sha256", sha256)
                .build();
    }

    /** Publishes a run's model: 201 with its reference, 400 or 404 for a wrong order, 409 for a changed file, 503 when the broker doesn't take it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Send a run's model to the stream")
    @APIResponse(
            responseCode = "201",
            description = "It is published",
            content = @Content(schema = @Schema(implementation = Ref.class)))
    @APIResponse(
            responseCode = "400",
            description = "The order is wrong; the message says what is expected",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such finished run",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "The model's file is not the one that was trained",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "413",
            description = "The body is too large",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "415",
            description = "The body is not JSON by its content-type",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "The broker does not take it",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    public Response publish(@Nullable Order order) {
        if (order == null || order.run() == null) {
            return Problem.response(
                    400, "expected {\"run\": \"<id>\", \"stage\": \"LIVE\"}; GET /models lists the ids");
        }
        Optional<Stage> stage = stage(order.stage());
        if (stage.isEmpty()) {
            return Problem.response(
                    400, "expected a stage of LIVE, SHADOW, CANARY or RETIRED, found '" + order.stage() + "'");
        }
        Optional<Double> share = share(order, stage.get());
        if (share.isEmpty()) {
            return Problem.response(
                    400,
                    "expected a share above 0 and below 1 with the stage CANARY, and none with others, found "
                            + order.share() + " with " + stage.get());
        }
        Optional<RunFolder> run = runs.finished(order.run());
        return run.isEmpty() ? Problem.response(404, noRun(order.run())) : publish(run.get(), stage.get(), share.get());
    }

    private static Optional<Double> share(Order order, Stage stage) {
        if (stage != Stage.CANARY) {
            return order.share() == null ? Optional.of(0.0) : Optional.empty();
        }
        return Optional.of(order.share() == null ? USUAL_SHARE : order.share()).filter(share -> share > 0 && share < 1);
    }

    private Response publish(RunFolder run, Stage stage, double share) {
        if (!Runs.isIntact(run)) {
            return Problem.response(
                    409,
                    "the model file of run " + run.id()
                            + " is not the one that was trained: its SHA-256 differs from model.json; train anew");
        }
        try {
            ModelPublished message = publisher.publish(run, stage, share);
            Ref ref = new Ref(
                    message.getRef().getName(),
                    Long.toUnsignedString(message.getRef().getVersion()),
                    message.getRef().getLatentSpace());
            return Response.status(201).entity(ref).build();
        } catch (PublishException failure) {
            String broker = brokerProblem.get();
            return Problem.response(503, failure.getMessage() + (broker.isEmpty() ? "" : "; the broker: " + broker));
        }
    }

    private static Optional<Stage> stage(@Nullable String name) {
        String wanted = name == null ? Stage.LIVE.name() : name;
        return Arrays.stream(Stage.values())
                .filter(stage -> stage != Stage.UNRECOGNIZED && stage != Stage.STAGE_UNSPECIFIED)
                .filter(stage -> stage.name().equals(wanted))
                .findFirst();
    }

    private static String noRun(String id) {
        return "no finished run '" + id + "'; GET /models lists the ids";
    }
}
