package io.limpid.client;

import io.limpid.contracts.v1.DenoisedFrame;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The latest frames, for the labels that follow them. Used by one thread. */
final class FrameMemory {
    private final long mostBytes;
    private final Map<String, DenoisedFrame> frames = new LinkedHashMap<>();
    private long bytes;

    /** @param mostBytes of all frames together; the eldest go first */
    FrameMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Keeps the frame, or gives the label its own, which is kept no longer. */
    Result join(Result result) {
        if (result instanceof Result.Denoised denoised) {
            keep(name(result), denoised.frame());
        } else if (result instanceof Result.Labelled labelled) {
            DenoisedFrame frame = frames.remove(name(result));
            bytes -= frame == null ? 0 : frame.getSerializedSize();
            return with(labelled, Optional.ofNullable(frame));
        }
        return result;
    }

    static Result.Labelled with(Result.Labelled label, Optional<DenoisedFrame> frame) {
        return new Result.Labelled(
                label.imageId(), label.place(), label.timestamp(), label.headers(), label.classification(), frame);
    }

    private static String name(Result result) {
        return result.eventId().isEmpty() ? result.imageId() : result.eventId();
    }

    private void keep(String name, DenoisedFrame frame) {
        DenoisedFrame before = frames.remove(name);
        bytes += frame.getSerializedSize() - (before == null ? 0 : before.getSerializedSize());
        frames.put(name, frame);
        Iterator<DenoisedFrame> eldest = frames.values().iterator();
        while (bytes > mostBytes && eldest.hasNext()) {
            bytes -= eldest.next().getSerializedSize();
            eldest.remove();
        }
    }
}
