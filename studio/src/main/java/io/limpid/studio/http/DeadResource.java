package io.limpid.studio.http;

import io.limpid.contracts.stream.Topics;
import io.limpid.studio.image.Pictures;
import io.limpid.studio.stream.DeadLetters;
import io.limpid.studio.stream.Letter;
import io.limpid.studio.stream.NotWrittenException;
import io.limpid.studio.stream.StreamWriter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Records that could not be answered, and why. */
@Path("/api/dead")
@Tag(name = "Dead letters")
@APIResponse(
        responseCode = "default",
        description = Problem.DESCRIPTION,
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class DeadResource {
    private static final int MOST = 50;
    private static final int SIDE = 96;

    private final DeadLetters letters;
    private final StreamWriter writer;
    private final Pictures pictures;
    private final Topics topics;

    DeadResource(DeadLetters letters, StreamWriter writer, Pictures pictures, Topics topics) {
        this.letters = letters;
        this.writer = writer;
        this.pictures = pictures;
        this.topics = topics;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The latest dead letters of images, the newest first, without their values")
    @APIResponse(responseCode = "200", description = "Two kinds: what failed, and what no classifier takes")
    public List<Letter> latest() {
        return letters.latest(MOST);
    }

    @GET
    @Path("{topic}/{partition}/{offset}/picture")
    @Produces("image/png")
    @Operation(summary = "A dead letter's image, small")
    @APIResponse(responseCode = "200", description = "As PNG", content = @Content(mediaType = "image/png"))
    @APIResponse(responseCode = "204", description = "It holds none that can be read")
    public Response picture(
            @PathParam("topic") String topic, @PathParam("partition") int partition, @PathParam("offset") long offset) {
        ConsumerRecord<byte[], byte[]> dead = find(topic, partition, offset);
        if (dead.value() == null || !topic.equals(topics.noisyDead())) {
            return Response.noContent().build();
        }
        try {
            return pictures.read(dead.value(), dead.headers())
                    .map(pixels -> Response.ok(pictures.thumbnail(pixels, SIDE)))
                    .orElseGet(Response::noContent)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        } finally {
            pictures.giveBack();
        }
    }

    @POST
    @Path("{topic}/{partition}/{offset}/replay")
    @Operation(summary = "Send a dead letter where it came from, once more")
    @APIResponse(responseCode = "204", description = "It is in its topic again")
    public void replay(
            @PathParam("topic") String topic, @PathParam("partition") int partition, @PathParam("offset") long offset)
            throws NotWrittenException {
        writer.write(letters.replay(find(topic, partition, offset)));
    }

    private ConsumerRecord<byte[], byte[]> find(String topic, int partition, long offset) {
        return letters.find(topic, partition, offset)
                .orElseThrow(() -> new NotFoundException(
                        "no dead letter is at " + topic + "-" + partition + "@" + offset + " any more"));
    }
}
