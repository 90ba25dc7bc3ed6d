package io.limpid.trainer.service;

import io.limpid.trainer.supervise.ChildEvent;
import io.limpid.trainer.supervise.TrainingNews;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Locale;

/** Training events in the form of server-sent events, named by their kind. */
record TrainingSse(Sse sse) {
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

    private OutboundSseEvent event(String name, Object data) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(data.getClass(), data)
                .build();
    }
}
