package io.limpid.client;

import static java.util.Objects.requireNonNull;

/**
 * The broker has a record, on all replicas that it waits for.
 *
 * @param imageId what its results will be called: the key, or the event id where there is none
 * @param eventId the {@code ce_id} header, which comes out on the other side and tells this image from all others
 */
public record Acknowledgement(String imageId, String eventId, RecordPlace place) {
    public Acknowledgement {
        requireNonNull(imageId, "imageId");
        requireNonNull(eventId, "eventId");
        requireNonNull(place, "place");
    }
}
