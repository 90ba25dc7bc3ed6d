package io.limpid.direct.http;

import io.limpid.direct.protocol.InferAnswer;
import io.limpid.direct.protocol.ModelMetadata;
import io.limpid.direct.protocol.OpenInference;
import io.limpid.direct.protocol.ServerMetadata;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The Open Inference Protocol, version 2, by REST. */
@Path("/v2")
@Tag(
        name = "open inference protocol",
        description = "Version 2, with binary tensor data, for the models that the stream runs")
@Produces(MediaType.APPLICATION_JSON)
public class OpenInferenceResource {
    private static final String EXAMPLE = """
            {"id": "42", "inputs": [{"name": "image", "shape": [1, 1, 2, 2], "datatype": "FP32", "data": [0, 0.5, 0.5, 1]}],
             "outputs": [{"name": "denoised", "parameters": {"binary_data": false}}]}""";

    private final OpenInference protocol;

    OpenInferenceResource(OpenInference protocol) {
        this.protocol = protocol;
    }

    /** As the protocol answers whether the server lives. */
    public record Live(boolean live) {}

    /** As the protocol answers whether the server has models. */
    public record Ready(boolean ready) {}

    /** As the protocol answers whether a model can be used. */
    public record ModelReady(String name, boolean ready) {}

    @GET
    @Operation(summary = "Tell what this server is")
    public ServerMetadata server() {
        return protocol.server();
    }

    @GET
    @Path("/health/live")
    @Operation(summary = "Tell that this server answers")
    public Live live() {
        return new Live(true);
    }

    /** Whether direct calls find a model; whether the stream runs is told by {@code /q/health/ready}. */
    @GET
    @Path("/health/ready")
    @Operation(summary = "Tell whether a model is live; whether the stream runs is told by /q/health/ready")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Ready.class)))
    @APIResponse(
            responseCode = "503",
            description = "No model is live yet",
            content = @Content(schema = @Schema(implementation = Ready.class)))
    public Response ready() {
        boolean ready = protocol.isReady();
        return Response.status(ready ? 200 : 503).entity(new Ready(ready)).build();
    }

    @GET
    @Path("/models/{model}")
    @Operation(summary = "Tell what a live model takes and yields")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ModelMetadata.class)))
    @APIResponse(responseCode = "404", description = "No such model is live; the error tells which are")
    public ModelMetadata model(@PathParam("model") String model) {
        return protocol.model(model, Optional.empty());
    }

    @GET
    @Path("/models/{model}/versions/{version}")
    @Operation(summary = "Tell what a live version of a model takes and yields")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ModelMetadata.class)))
    @APIResponse(responseCode = "404", description = "No such version is live; the error tells which are")
    public ModelMetadata model(@PathParam("model") String model, @PathParam("version") String version) {
        return protocol.model(model, Optional.of(version));
    }

    @GET
    @Path("/models/{model}/ready")
    @Operation(summary = "Tell whether a model is live")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ModelReady.class)))
    @APIResponse(responseCode = "404", description = "No such model is live; the error tells which are")
    public ModelReady modelReady(@PathParam("model") String model) {
        return new ModelReady(protocol.model(model, Optional.empty()).name(), true);
    }

    @GET
    @Path("/models/{model}/versions/{version}/ready")
    @Operation(summary = "Tell whether a version of a model is live")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ModelReady.class)))
    @APIResponse(responseCode = "404", description = "No such version is live; the error tells which are")
    public ModelReady modelReady(@PathParam("model") String model, @PathParam("version") String version) {
        return new ModelReady(protocol.model(model, Optional.of(version)).name(), true);
    }

    /** Runs tensors through the live version of a model. */
    @POST
    @Path("/models/{model}/infer")
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(
            summary = "Run tensors through a model",
            description =
                    "JSON as the protocol has it, or JSON and binary data behind it, with the JSON's length in the header "
                            + InferAnswer.JSON_LENGTH
                            + ". Calls run one after another, between the stream's batches. Tensors reach the model as they are, "
                            + "whatever finite values they hold: pictures belong into [0,1], which is not looked at here.")
    @RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.OBJECT, example = EXAMPLE)),
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "200", description = "The outputs")
    @APIResponse(
            responseCode = "400",
            description = "No request, or none that the model takes; the error tells expected and found")
    @APIResponse(responseCode = "404", description = "No such model is live; the error tells which are")
    @APIResponse(responseCode = "411", description = "The body doesn't tell its length")
    @APIResponse(responseCode = "413", description = "The body is too large")
    @APIResponse(responseCode = "422", description = "Too many pixels, or an answer that would be too large")
    @APIResponse(responseCode = "503", description = "Too many calls at once; Retry-After tells when to come again")
    public Response infer(
            @PathParam("model") String model,
            @HeaderParam(InferAnswer.JSON_LENGTH) @Nullable String jsonLength,
            byte @Nullable [] body) {
        return infer(model, Optional.empty(), jsonLength, body);
    }

    /** Runs tensors through a version of a model, if it is the live one. */
    @POST
    @Path("/models/{model}/versions/{version}/infer")
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(summary = "Run tensors through a version of a model, if it is the live one")
    @RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.OBJECT, example = EXAMPLE)),
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "200", description = "The outputs")
    @APIResponse(
            responseCode = "400",
            description = "No request, or none that the model takes; the error tells expected and found")
    @APIResponse(responseCode = "404", description = "No such version is live; the error tells which are")
    public Response infer(
            @PathParam("model") String model,
            @PathParam("version") String version,
            @HeaderParam(InferAnswer.JSON_LENGTH) @Nullable String jsonLength,
            byte @Nullable [] body) {
        return infer(model, Optional.of(version), jsonLength, body);
    }

    private Response infer(
            String model, Optional<String> version, @Nullable String jsonLength, byte @Nullable [] body) {
        InferAnswer answer =
                protocol.infer(model, version, Optional.ofNullable(jsonLength), body == null ? new byte[0] : body);
        Response.ResponseBuilder response = Response.ok(answer.body());
        answer.maybeJsonLength()
                .ifPresentOrElse(
                        length -> response.type(MediaType.APPLICATION_OCTET_STREAM)
                                .header(InferAnswer.JSON_LENGTH, length),
                        () -> response.type(MediaType.APPLICATION_JSON));
        return response.build();
    }
}
