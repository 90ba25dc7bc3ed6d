package io.limpid.trainer.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.trainer.supervise.ChildEvent;
import io.limpid.trainer.supervise.TrainingNews;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Locale;

/** Training events in the form of server-sent events, named by their kind; their data are JSON. */
record TrainingSse(Sse sse, ObjectMapper json) {
    OutboundSseEvent of(TrainingNews news) {
        if (news instanceof TrainingNews.Said said) {
            return event(name(said.event()), said.event());
        }
        if (news instanceof TrainingNews.Changed changed) {
            return event("state", TrainingView.Summary.of(changed.training()));
        }
        return sse.newEventBuilder().comment("still there").build();
    }

    /** started, note, step, epoch or stage. */
    private static String name(ChildEvent event) {
        return event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** An event with a media type would get a field content-type, which server-sent events do not have. */
    private OutboundSseEvent event(String name, Object data) {
        try {
            return sse.newEventBuilder()
                    .name(name)
                    .data(String.class, json.writeValueAsString(data))
                    .build();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event has a JSON form", impossible);
        }
    }
}
