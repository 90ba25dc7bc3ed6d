package io.limpid.classifier;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.Classification;
import io.limpid.direct.http.AnswerKind;
import io.limpid.direct.http.CallHeaders;
import io.limpid.direct.http.MessageJson;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** An image in, its label out. */
@Path("/classify")
@Tag(name = "images", description = "One image a call, with the models and limits of the stream")
public class ClassifyResource {
    private final DirectClassifying classifying;

    ClassifyResource(DirectClassifying classifying) {
        this.classifying = classifying;
    }

    /** Classifies the image or the frame in the body. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Classify an image",
            description =
                    "The image's own bytes, which a frame classifier takes; or a DenoisedFrame as application/x-protobuf, whose"
                            + " latent vector a head takes where their latent spaces match. The answer is a Classification, as JSON or, by"
                            + " accept, as application/x-protobuf.")
    @Parameter(
            name = HeaderNames.CLASSIFIER,
            in = ParameterIn.HEADER,
            description = "The classifier's name; without it latent space and shape decide",
            schema = @Schema(type = SchemaType.STRING))
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = "image/*", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = ContentType.PROTOBUF)
            })
    @APIResponse(
            responseCode = "200",
            description = "The label",
            content = {@Content(mediaType = MediaType.APPLICATION_JSON), @Content(mediaType = ContentType.PROTOBUF)})
    @APIResponse(responseCode = "400", description = "No whole image or frame")
    @APIResponse(responseCode = "406", description = "accept is malformed")
    @APIResponse(responseCode = "411", description = "The body doesn't tell its length")
    @APIResponse(responseCode = "413", description = "Too many bytes")
    @APIResponse(responseCode = "415", description = "No kind of image that is read")
    @APIResponse(
            responseCode = "422",
            description = "Too many pixels, or no live model takes this image; the detail tells what is served")
    @APIResponse(
            responseCode = "503",
            description = "Too many calls at once, or no model yet; Retry-After tells when to come again")
    public Response classify(byte @Nullable [] body, @Context HttpHeaders http) {
        Classification label = classifying.classify(
                body == null ? new byte[0] : body, CallHeaders.read(http, AnswerKind.JSON, HeaderNames.CLASSIFIER));
        return AnswerKind.of(http) == AnswerKind.PROTOBUF
                ? Response.ok(label.toByteArray(), ContentType.PROTOBUF).build()
                : Response.ok(MessageJson.print(label), MediaType.APPLICATION_JSON)
                        .build();
    }
}
