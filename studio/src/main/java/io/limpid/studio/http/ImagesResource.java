package io.limpid.studio.http;

import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.stream.Topics;
import io.limpid.studio.image.Gallery;
import io.limpid.studio.image.Pictures;
import io.limpid.studio.image.Preparation;
import io.limpid.studio.image.Prepared;
import io.limpid.studio.image.SendOptions;
import io.limpid.studio.image.SentImage;
import io.limpid.studio.live.LiveFeed;
import io.limpid.studio.stream.NotWrittenException;
import io.limpid.studio.stream.StreamWriter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Images that a page sends through the stream. */
@Path("/api/images")
@Tag(name = "Images")
@APIResponse(
        responseCode = "default",
        description = Problem.DESCRIPTION,
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class ImagesResource {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Preparation preparation;
    private final Pictures pictures;
    private final Gallery gallery;
    private final LiveFeed liveFeed;
    private final StreamWriter writer;
    private final Topics topics;

    ImagesResource(
            Preparation preparation,
            Pictures pictures,
            Gallery gallery,
            LiveFeed liveFeed,
            StreamWriter writer,
            Topics topics) {
        this.preparation = preparation;
        this.pictures = pictures;
        this.gallery = gallery;
        this.liveFeed = liveFeed;
        this.writer = writer;
        this.topics = topics;
    }

    /**
     * Where an image lies.
     *
     * @param id its key, under which its answers are found
     * @param watched whether answers will be seen
     */
    public record Sent(String id, String topic, int partition, String offset, boolean watched, SentImage.View image) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary =
                    "Publish an image to images.noisy, with noise, in another size and for one denoiser where asked for")
    @APIResponse(
            responseCode = "202",
            description = "It is in the topic; answers come as events to the page that is named",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Sent.class)))
    public Response send(
            byte @Nullable [] upload,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @DefaultValue("") String contentType,
            @QueryParam("page") @DefaultValue("") String page,
            @QueryParam("noise") @DefaultValue("") String noise,
            @QueryParam("seed") @DefaultValue("0") String seed,
            @QueryParam("fit") @DefaultValue("") String fit,
            @QueryParam("model") @DefaultValue("") String model)
            throws MalformedPayloadException, NotWrittenException, InterruptedException {
        SendOptions options = SendOptions.parse(noise, seed, fit, model);
        Prepared prepared;
        SentImage image;
        try {
            prepared = preparation.prepare(upload == null ? new byte[0] : upload, contentType, options);
            image = new SentImage("studio-" + UUID.randomUUID(), page, prepared);
            image.show(pictures);
        } finally {
            pictures.giveBack();
        }
        boolean watched = liveFeed.attend(PATIENCE);
        gallery.add(image);
        RecordMetadata stored = writer.write(new ProducerRecord<>(
                topics.noisy(),
                null,
                image.id().getBytes(StandardCharsets.UTF_8),
                prepared.value(),
                prepared.headers()));
        return Response.status(Response.Status.ACCEPTED)
                .type(MediaType.APPLICATION_JSON)
                .entity(new Sent(
                        image.id(),
                        stored.topic(),
                        stored.partition(),
                        Long.toString(stored.offset()),
                        watched,
                        image.view()))
                .build();
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What has come back for an image so far")
    @APIResponse(responseCode = "200", description = "What has not come yet is absent")
    public SentImage.View view(@PathParam("id") String id) {
        return find(id).view();
    }

    @GET
    @Path("{id}/{kind:noisy|denoised|difference}")
    @Produces("image/png")
    @Operation(summary = "An image as PNG: as sent, as denoised, or the difference of both")
    @APIResponse(responseCode = "200", description = "As PNG", content = @Content(mediaType = "image/png"))
    public Response picture(@PathParam("id") String id, @PathParam("kind") String kind) {
        byte[] picture = find(id).picture(SentImage.Kind.valueOf(kind.toUpperCase(Locale.ROOT)))
                .orElseThrow(NotFoundException::new);
        return Response.ok(picture)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private SentImage find(String id) {
        return gallery.find(id).orElseThrow(() -> new NotFoundException("no image " + id + " is remembered here"));
    }
}
