package io.limpid.studio.http;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** Everything that changes, to a page that is open. */
@Path("/api/events")
public class EventsResource {
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
    public Multi<OutboundSseEvent> events(@RestQuery String page, @Context Sse sse) {
        if (!PageId.isLegal(page)) {
            throw new IllegalArgumentException(PageId.EXPECTED);
        }
        return pages.open(page)
                .orElseThrow(() -> new WebApplicationException(new Problem(
                                503,
                                "TOO_MANY_PAGES",
                                "as many pages are open as limpid.studio.max-pages allows; close one")
                        .response()))
                .map(event -> of(sse, event));
    }

    /** An event with a media type would get a field content-type, which server-sent events do not have. */
    private static OutboundSseEvent of(Sse sse, PageEvent event) {
        return sse.newEventBuilder()
                .name(event.name())
                .data(String.class, event.json())
                .build();
    }
}
