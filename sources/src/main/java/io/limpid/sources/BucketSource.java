package io.limpid.sources;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The images of a bucket, in the order of their names, once through. An image's key is its object's name; its id is that and the
 * object's tag, so what is written anew is an image anew.
 */
public final class BucketSource implements ImageSource {
    private final Bucket bucket;
    private final BucketAddress address;
    private final Predicate<String> isStored;
    private final Leftovers leftovers;
    private final Iterator<Bucket.Stored> objects;

    /**
     * @param bucket closed with this
     * @param isStored whether an image of that id needs not be given
     */
    public BucketSource(Bucket bucket, BucketAddress address, Predicate<String> isStored, Leftovers leftovers) {
        this.bucket = requireNonNull(bucket, "bucket");
        this.address = requireNonNull(address, "address");
        this.isStored = requireNonNull(isStored, "isStored");
        this.leftovers = requireNonNull(leftovers, "leftovers");
        this.objects = bucket.list(address.prefix());
    }

    @Override
    public Optional<SourceImage> next(Duration longest) {
        while (objects.hasNext()) {
            Optional<SourceImage> image = read(objects.next());
            if (image.isPresent()) {
                return image;
            }
        }
        return Optional.empty();
    }

    private Optional<SourceImage> read(Bucket.Stored object) {
        String id = object.name() + "#" + object.tag();
        if (object.name().endsWith("/") && object.size() == 0) {
            return Optional.empty(); // some tools write such for folders
        }
        if (isStored.test(id)) {
            leftovers.skipAsStored();
            return Optional.empty();
        }
        if (object.size() > SourceImage.MAX_BYTES) {
            leftovers.leaveAsTooLarge(object.name(), object.size());
            return Optional.empty();
        }
        Optional<SourceImage> image =
                SourceImage.sniffed(object.name(), id, bucket.read(object.name()), object.written());
        if (image.isEmpty()) {
            leftovers.leaveAsNoImage(object.name());
        }
        return image;
    }

    @Override
    public boolean isDone() {
        return !objects.hasNext();
    }

    @Override
    public void close() {
        bucket.close();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
