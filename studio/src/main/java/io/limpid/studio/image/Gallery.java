package io.limpid.studio.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The images that pages have sent last; older ones are forgotten. Thread-safe. */
public final class Gallery {
    private final int most;
    private final long mostBytes;
    private final Map<String, SentImage> images = new LinkedHashMap<>();

    /**
     * @param most images
     * @param mostBytes of all together; the latest is kept however large it is
     */
    public Gallery(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    public synchronized void add(SentImage image) {
        images.put(image.id(), image);
        while (images.size() > 1 && (images.size() > most || size() > mostBytes)) {
            images.remove(images.keySet().iterator().next());
        }
    }

    private long size() {
        return images.values().stream().mapToLong(SentImage::size).sum();
    }

    public synchronized Optional<SentImage> find(String id) {
        return Optional.ofNullable(images.get(id));
    }
}
