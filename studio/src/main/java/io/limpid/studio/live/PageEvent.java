package io.limpid.studio.live;

import static java.util.Objects.requireNonNull;

/**
 * One server-sent event.
 *
 * @param name of the event, which the page listens to
 * @param subject what it is about; an event replaces an earlier one on its subject
 * @param json one line
 */
public record PageEvent(String name, String subject, String json) {
    public PageEvent {
        requireNonNull(name, "name");
        requireNonNull(subject, "subject");
        requireNonNull(json, "json");
    }
}
