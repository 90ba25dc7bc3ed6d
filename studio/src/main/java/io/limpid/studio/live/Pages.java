package io.limpid.studio.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The pages that are open, each with its mailbox. Thread-safe. */
public final class Pages {
    /** Answers a page may be behind by, and its few other subjects. */
    private static final int SUBJECTS = 40;

    private final ObjectMapper json;
    private final int most;
    private final Map<String, PageEvent> latest = new ConcurrentHashMap<>();
    private final Map<String, Mailbox> open = new ConcurrentHashMap<>();

    public Pages(ObjectMapper json, int most) {
        this.json = json;
        this.most = most;
    }

    /**
     * The events for one page, from what is known now on; as fast as it takes them.
     *
     * @param id the page's own, under which answers reach it
     * @return empty when too many are open
     */
    public Optional<Multi<PageEvent>> open(String id) {
        Mailbox mailbox = new Mailbox(SUBJECTS);
        synchronized (open) {
            if (open.size() >= most && !open.containsKey(id)) {
                return Optional.empty();
            }
            open.put(id, mailbox);
        }
        latest.values().forEach(mailbox::put);
        return Optional.of(Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom().completionStage(mailbox::take))
                .indefinitely()
                .onTermination()
                .invoke(() -> open.remove(id, mailbox)));
    }

    public boolean isEmpty() {
        return open.isEmpty();
    }

    public int count() {
        return open.size();
    }

    /** Tells all pages, and those that open later, how something is now. */
    public void tellState(String name, Object state) {
        PageEvent event = event(name, name, state);
        PageEvent before = latest.put(name, event);
        if (before == null || !before.json().equals(event.json())) {
            open.values().forEach(mailbox -> mailbox.put(event));
        }
    }

    /** What pages that open now are told first: each state by its name. */
    public ObjectNode latest() {
        ObjectNode states = json.createObjectNode();
        latest.forEach((name, event) -> states.putRawValue(name, new RawValue(event.json())));
        return states;
    }

    /** Tells all pages that are open what has just happened. */
    public void tellNews(String name, Object news) {
        PageEvent event = event(name, name, news);
        open.values().forEach(mailbox -> mailbox.put(event));
    }

    /** Tells one page; none under that id is no matter. */
    public void tell(String id, String name, String subject, Object news) {
        Mailbox mailbox = open.get(id);
        if (mailbox != null) {
            mailbox.put(event(name, name + " " + subject, news));
        }
    }

    private PageEvent event(String name, String subject, Object data) {
        try {
            return new PageEvent(name, subject, json.writeValueAsString(data));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event has a JSON form", impossible);
        }
    }
}
