package io.limpid.sources;

import java.net.URI;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Opens buckets. The library that does so is on the class path of what needs it only; module {@code s3} has it. */
public interface Buckets {
    /**
     * @param endpoint of a store that is not Amazon's
     * @throws SourceException when it does not exist or may not be used
     */
    Bucket open(String name, @Nullable URI endpoint);

    /** @throws SourceException when there is no library here that can, or the bucket can't be opened */
    static Bucket openWithWhatIsHere(String name, @Nullable URI endpoint) {
        return ServiceLoader.load(Buckets.class)
                .findFirst()
                .orElseThrow(() -> new SourceException(
                        "nothing here reads buckets: module s3 is not on the class path",
                        "use the script ./limpid of a checkout, which puts it there"))
                .open(name, endpoint);
    }
}
