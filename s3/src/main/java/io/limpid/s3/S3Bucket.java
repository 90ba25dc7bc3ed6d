package io.limpid.s3;

import io.limpid.sources.Bucket;
import io.limpid.sources.SourceException;
import java.util.Iterator;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket behind Amazon's client. */
final class S3Bucket implements Bucket {
    private final S3Client client;
    private final String name;

    S3Bucket(S3Client client, String name) {
        this.client = client;
        this.name = name;
    }

    /** @throws SourceException when it does not exist or may not be looked into */
    void requireExists() {
        attempt("the bucket " + name + " can't be opened", () -> client.headBucket(request -> request.bucket(name)));
    }

    @Override
    public Iterator<Stored> list(String prefix) {
        String what = "the bucket " + name + " can't be listed";
        Iterator<S3Object> objects = attempt(what, () -> client.listObjectsV2Paginator(
                        request -> request.bucket(name).prefix(prefix))
                .contents()
                .iterator());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return attempt(what, objects::hasNext);
            }

            @Override
            public Stored next() {
                S3Object object = attempt(what, objects::next);
                return new Stored(object.key(), object.size(), object.eTag(), object.lastModified());
            }
        };
    }

    @Override
    public byte[] read(String object) {
        return attempt("s3://" + name + "/" + object + " can't be read", () -> client.getObjectAsBytes(
                        request -> request.bucket(name).key(object))
                .asByteArray());
    }

    @Override
    public void write(String object, byte[] content, String contentType) {
        attempt(
                "s3://" + name + "/" + object + " can't be written",
                () -> client.putObject(
                        request -> request.bucket(name).key(object).contentType(contentType),
                        RequestBody.fromBytes(content)));
    }

    private static <T> T attempt(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failure) {
            throw told(what, failure);
        }
    }

    static SourceException told(String what, SdkException failure) {
        return new SourceException(
                what + ": " + failure.getMessage(),
                "check its name, --s3-endpoint, and the credentials and region in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"
                        + " and AWS_REGION",
                failure);
    }

    @Override
    public void close() {
        client.close();
    }
}
