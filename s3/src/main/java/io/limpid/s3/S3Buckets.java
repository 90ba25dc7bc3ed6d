package io.limpid.s3;

import io.limpid.sources.Bucket;
import io.limpid.sources.Buckets;
import io.limpid.sources.SourceException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Opens buckets with the credentials and the region that Amazon's own tools would take: environment, profile, role. Stores that are
 * not Amazon's are addressed by path, and have a region only in name.
 */
public final class S3Buckets implements Buckets {
    @Override
    public Bucket open(String name, @Nullable URI endpoint) {
        S3ClientBuilder builder = S3Client.builder().httpClient(UrlConnectionHttpClient.create());
        if (endpoint != null) {
            if (endpoint.getHost() == null) {
                throw SourceException.badInput(
                        "expected --s3-endpoint as the address of a store, found '" + endpoint + "'",
                        "for instance http://localhost:9000");
            }
            builder.endpointOverride(endpoint).forcePathStyle(true).region(Region.US_EAST_1);
        }
        requireCredentials(name);
        S3Client client;
        try {
            client = builder.build();
        } catch (SdkException failure) {
            throw S3Bucket.told("the bucket " + name + " can't be opened", failure);
        }
        S3Bucket bucket = new S3Bucket(client, name);
        try {
            bucket.requireExists();
            return bucket;
        } catch (SourceException missing) {
            bucket.close();
            throw missing;
        }
    }

    /** The client tells all the places where it has looked, one by one, in one line. */
    private static void requireCredentials(String name) {
        try (DefaultCredentialsProvider provider =
                DefaultCredentialsProvider.builder().build()) {
            provider.resolveCredentials();
        } catch (SdkException none) {
            throw new SourceException(
                    "there are no credentials for the bucket " + name
                            + ": neither in the environment, nor in a profile, nor of this machine's role",
                    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE to a profile of ~/.aws/credentials",
                    none);
        }
    }
}
