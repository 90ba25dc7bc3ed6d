package io.limpid.denoiser;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.direct.http.AnswerKind;
import io.limpid.direct.http.CallHeaders;
import io.limpid.direct.http.MessageJson;
import io.limpid.direct.http.ServerTiming;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.apache.kafka.common.header.Headers;
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

/** An image in, the denoised image out. */
@Path("/denoise")
@Tag(name = "images", description = "One image a call, with the models and limits of the stream")
public class DenoiseResource {
    /** In front of the details of an answer that is an image's own bytes. */
    private static final String DETAIL = "limpid-";

    private final DirectDenoising denoising;

    DenoiseResource(DirectDenoising denoising) {
        this.denoising = denoising;
    }

    /** Denoises the image in the body. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Denoise an image",
            description =
                    "The image's own bytes, or a NoisyImage message as application/x-protobuf. Comes back in the encoding it"
                            + " came in, or the one that accept asks for, with its details in headers limpid-*: model, version, latent size,"
                            + " noise and residual sigma, anomaly score, and its times in Server-Timing. accept: application/json or application/x-protobuf gives a"
                            + " DenoisedFrame with all of them and the latent vector.")
    @Parameter(
            name = HeaderNames.MODEL,
            in = ParameterIn.HEADER,
            description = "The denoiser's name; without it the image's shape decides",
            schema = @Schema(type = SchemaType.STRING))
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = "image/*", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = ContentType.PROTOBUF)
            })
    @APIResponse(
            responseCode = "200",
            description = "The denoised image",
            content = {
                @Content(mediaType = "image/*", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = MediaType.APPLICATION_JSON),
                @Content(mediaType = ContentType.PROTOBUF)
            })
    @APIResponse(responseCode = "400", description = "No whole image")
    @APIResponse(responseCode = "406", description = "accept names nothing that is written")
    @APIResponse(responseCode = "411", description = "The body doesn't tell its length")
    @APIResponse(responseCode = "413", description = "Too many bytes")
    @APIResponse(responseCode = "415", description = "No kind of image that is read")
    @APIResponse(
            responseCode = "422",
            description = "Too many pixels, or no live model takes this image; the detail tells what is served")
    @APIResponse(
            responseCode = "503",
            description = "Too many calls at once, or no model yet; Retry-After tells when to come again")
    public Response denoise(byte @Nullable [] image, @Context HttpHeaders http) {
        AnswerKind kind = AnswerKind.of(http);
        Headers headers = CallHeaders.read(http, kind, HeaderNames.MODEL);
        DenoisedFrame frame = denoising.denoise(image == null ? new byte[0] : image, headers);
        return switch (kind) {
            case IMAGE -> withDetails(frame);
            case JSON ->
                Response.ok(MessageJson.print(frame), MediaType.APPLICATION_JSON)
                        .build();
            case PROTOBUF ->
                Response.ok(frame.toByteArray(), ContentType.PROTOBUF).build();
        };
    }

    private static Response withDetails(DenoisedFrame frame) {
        Response.ResponseBuilder answer = Response.ok(
                        frame.getImage().getData().toByteArray(),
                        ContentType.of(frame.getImage().getEncoding()))
                .header(DETAIL + "width", frame.getImage().getWidth())
                .header(DETAIL + "height", frame.getImage().getHeight())
                .header(DETAIL + "channels", frame.getImage().getChannels())
                .header(DETAIL + "model", frame.getDenoiser().getName())
                .header(
                        DETAIL + "model-version",
                        Long.toUnsignedString(frame.getDenoiser().getVersion()))
                .header(DETAIL + "latent-size", frame.getLatentCount())
                .header(DETAIL + "noise-sigma", frame.getNoiseSigma())
                .header(DETAIL + "residual-sigma", frame.getResidualSigma())
                .header(ServerTiming.NAME, ServerTiming.of(frame.getStageTimes()));
        if (frame.hasAnomalyScore()) {
            answer.header(DETAIL + "anomaly-score", frame.getAnomalyScore());
        }
        return answer.build();
    }
}
