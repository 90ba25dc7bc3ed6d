package io.limpid.trainer.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.trainer.supervise.Submission;
import io.limpid.trainer.supervise.Supervisor;
import io.limpid.trainer.supervise.Training;
import io.limpid.trainer.supervise.TrainingSnapshot;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Trainings: asked for, watched, stopped. */
@Path("/trainings")
@Tag(name = "trainings", description = "Asked for, watched, stopped")
@Produces(MediaType.APPLICATION_JSON)
public class TrainingsResource {
    private static final int TRY_AGAIN_SECONDS = 60;

    private final Supervisor supervisor;
    private final OrderDesk desk;
    private final TrainingStreams streams;
    private final ObjectMapper json;

    TrainingsResource(TrainingService service, TrainingStreams streams, ObjectMapper json) {
        this.supervisor = service.supervisor();
        this.desk = service.desk();
        this.streams = streams;
        this.json = json;
    }

    /** Lets a training wait for its turn. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask for a training; trainings run one at a time, in the order they were asked for")
    @APIResponse(
            responseCode = "202",
            description = "It waits for its turn; Location tells where to look",
            content = @Content(schema = @Schema(implementation = TrainingView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The order or its recipe is wrong; the message says where and what is allowed",
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
            responseCode = "429",
            description = "As many trainings wait as may",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "The service is ending, or can't note the training",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    public Response order(@Nullable TrainingRequest request) {
        if (request == null) {
            return Problem.response(400, "expected {\"recipe\": \"<name>\"}");
        }
        try {
            return answer(supervisor.submit(desk.order(request, "", "HTTP")));
        } catch (WrongOrder wrong) {
            return Problem.response(400, wrong.getMessage());
        } catch (UncheckedIOException full) {
            return Problem.response(503, full.getMessage());
        }
    }

    private static Response answer(Submission submission) {
        if (submission instanceof Submission.Accepted accepted) {
            return accepted(accepted.training());
        }
        if (submission instanceof Submission.Known known) {
            return accepted(known.training());
        }
        if (submission instanceof Submission.QueueFull full) {
            Response problem = Problem.response(
                    429, full.waiting() + " trainings wait, as many as may; try again later, or stop one of them");
            return Response.fromResponse(problem)
                    .header("Retry-After", TRY_AGAIN_SECONDS)
                    .build();
        }
        return Problem.response(503, "the service is ending; try again when it is back");
    }

    private static Response accepted(Training training) {
        TrainingSnapshot now = training.snapshot();
        return Response.accepted(TrainingView.of(now))
                .location(URI.create("/trainings/" + now.id()))
                .build();
    }

    /** The trainings that are known: those that wait or run, and the latest of those that ended. */
    @GET
    @Operation(summary = "List trainings, newest first: those that wait or run, and the latest of those that ended")
    public List<TrainingView.Summary> list() {
        return supervisor.trainings().stream()
                .map(training -> TrainingView.Summary.of(training.snapshot()))
                .toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Tell how a training goes on or went")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TrainingView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such training, or not any more",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    public TrainingView get(@PathParam("id") String id) {
        return TrainingView.of(find(id).snapshot());
    }

    private Training find(String id) {
        return supervisor
                .find(id)
                .orElseThrow(() ->
                        Problem.exception(404, "no training '" + id + "'; GET /trainings lists those that are known"));
    }

    /** Events from the beginning on: what has happened, then what happens, until the end. */
    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Watch a training by server-sent events",
            description =
                    "First the state, all epochs so far and the last step, then what happens, until the state in which the"
                            + " training ended. Events: state, started, note, step, epoch, stage; comments keep the connection"
                            + " open. Slow readers miss steps, never epochs.")
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS))
    @APIResponse(
            responseCode = "404",
            description = "No such training, or not any more",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "Too many readers are connected",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    public Multi<OutboundSseEvent> events(@PathParam("id") String id, @Context Sse sse) {
        TrainingSse form = new TrainingSse(sse, json);
        return streams.of(find(id))
                .orElseThrow(() -> Problem.exception(503, "too many readers are connected; try again later"))
                .map(form::of);
    }

    /** Stops a training, as {@link #stop}. */
    @DELETE
    @Path("/{id}")
    @Operation(summary = "Stop a training, as POST /trainings/{id}/stop does; what it left stays")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = TrainingView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such training, or not any more",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    public Response delete(@PathParam("id") String id) {
        return stop(id);
    }

    /** Asks a training to keep the best so far and end. */
    @POST
    @Path("/{id}/stop")
    @Operation(summary = "Stop a training: it keeps the best so far and ends; one that has ended stays as it is")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = TrainingView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such training, or not any more",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    public Response stop(@PathParam("id") String id) {
        Training training = find(id);
        supervisor.stop(id);
        return accepted(training);
    }
}
