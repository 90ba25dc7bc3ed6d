package io.limpid.studio.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpid.studio.live.PageEvent;
import io.limpid.studio.live.Pages;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Everything that changes, to a page that is open. */
@Path("/api/events")
@Tag(name = "Events")
@APIResponse(
        responseCode = "default",
        description = Problem.DESCRIPTION,
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class EventsResource {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Pages pages;

    EventsResource(Pages pages) {
        this.pages = pages;
    }

    /** @param page a random id; answers to images sent under it come here */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary =
                    "Status, models, trainings, figures, a sample of what streams by, and answers to a page's own images")
    @APIResponse(
            responseCode = "200",
            description = "Without end",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    public Multi<OutboundSseEvent> events(@RestQuery String page, @Context Sse sse) {
        if (!PageId.isLegal(page)) {
            throw new IllegalArgumentException(PageId.EXPECTED);
        }
        return pages.open(page)
                .orElseThrow(() -> new WebApplicationException(new Problem(
                                503,
                                "TOO_MANY_PAGES",
                                "as many pages are open as limpid.studio.max-pages allows; close one")
                        .response(RETRY_AFTER)))
                .map(event -> of(sse, event));
    }

    /** For a page that there is no place for among those that events go to. */
    @GET
    @Path("latest")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Status, models and trainings as the events told them last, by the events' names")
    @APIResponse(
            responseCode = "200",
            description = "What has not been told yet is absent",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, implementation = Object.class)))
    public ObjectNode latest() {
        return pages.latest();
    }

    /** An event with a media type would get a field content-type, which server-sent events do not have. */
    private static OutboundSseEvent of(Sse sse, PageEvent event) {
        return sse.newEventBuilder()
                .name(event.name())
                .data(String.class, event.json())
                .build();
    }
}
