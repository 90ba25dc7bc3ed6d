package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.client.Result;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.v1.Classification;
import io.limpid.sources.Bucket;
import io.limpid.sources.BucketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;

/** A bucket with a picture an image, and its label as JSON called after the picture, else the image's id. An object can't be added to, hence no table. */
public final class BucketStore implements ResultStore {
    private final Bucket bucket;
    private final BucketAddress address;
    private final Pictures pictures = new Pictures(this::holdsAnother);
    private final ClassificationJson json = new ClassificationJson();

    /** @param bucket closed with this */
    public BucketStore(Bucket bucket, BucketAddress address) {
        this.bucket = requireNonNull(bucket, "bucket");
        this.address = requireNonNull(address, "address");
    }

    @Override
    public String picture(Result.Denoised denoised) throws MalformedPayloadException {
        byte[] bytes = pictures.bytes(denoised.frame());
        String name = address.inside(name(denoised, bytes));
        bucket.write(name, bytes, ContentType.sniff(bytes).map(ContentType::of).orElse("application/octet-stream"));
        return "s3://" + address.bucket() + "/" + name;
    }

    private String name(Result.Denoised denoised, byte[] bytes) {
        try {
            return pictures.name(denoised, bytes);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    private boolean holdsAnother(String name, byte[] bytes) {
        String object = address.inside(name);
        // of all names that begin so, it would be the first
        Iterator<Bucket.Stored> listed = bucket.list(object);
        if (!listed.hasNext()) {
            return false;
        }
        Bucket.Stored first = listed.next();
        return first.name().equals(object)
                && (first.size() != bytes.length || !Arrays.equals(bucket.read(object), bytes));
    }

    @Override
    public void label(Result.Labelled labelled, String picture) {
        Classification label = labelled.classification();
        String ofPicture = picture.substring(picture.lastIndexOf('/') + 1);
        String name = Pictures.labelName(ofPicture.isEmpty() ? FileNames.safe(label.getId()) : ofPicture);
        bucket.write(address.inside(name), json.serialize("", label), ContentType.JSON);
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
