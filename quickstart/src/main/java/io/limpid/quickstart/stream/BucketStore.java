package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.sources.Bucket;
import io.limpid.sources.BucketAddress;

/** A bucket with a picture an image, and its label as JSON under the image's id. An object can't be added to, hence no table. */
public final class BucketStore implements ResultStore {
    private final Bucket bucket;
    private final BucketAddress address;
    private final Pictures pictures = new Pictures();
    private final ClassificationJson json = new ClassificationJson();

    /** @param bucket closed with this */
    public BucketStore(Bucket bucket, BucketAddress address) {
        this.bucket = requireNonNull(bucket, "bucket");
        this.address = requireNonNull(address, "address");
    }

    @Override
    public String picture(DenoisedFrame frame, String coordinates) throws MalformedPayloadException {
        byte[] bytes = pictures.bytes(frame);
        String name = address.inside(pictures.name(frame, coordinates));
        bucket.write(name, bytes, ContentType.sniff(bytes).map(ContentType::of).orElse("application/octet-stream"));
        return "s3://" + address.bucket() + "/" + name;
    }

    @Override
    public void label(Classification label) {
        String name = address.inside(Pictures.fileName(label.getId(), ".json"));
        bucket.write(name, json.serialize("", label), ContentType.JSON);
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
