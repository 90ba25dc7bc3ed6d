package io.limpid.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.fixtures.SampleImages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketSourceTest {
    private static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:05Z");

    private final List<String> told = new ArrayList<>();
    private final Leftovers leftovers = new Leftovers(told::add);

    /** A bucket in memory. */
    private static final class MemoryBucket implements Bucket {
        private final Map<String, byte[]> objects = new TreeMap<>();

        @Override
        public Iterator<Stored> list(String prefix) {
            return objects.entrySet().stream()
                    .filter(object -> object.getKey().startsWith(prefix))
                    .map(object -> new Stored(object.getKey(), object.getValue().length, "tag", WRITTEN))
                    .iterator();
        }

        @Override
        public byte[] read(String name) {
            return objects.get(name);
        }

        @Override
        public void write(String name, byte[] content, String contentType) {
            objects.put(name, content);
        }

        @Override
        public void close() {}
    }

    @Test
    void givesImagesOnceAndNamesWhatIsNone() {
        MemoryBucket bucket = new MemoryBucket();
        bucket.write("today/", new byte[0], "");
        bucket.write("today/a.png", SampleImages.greyPng(4, 4, 1), "image/png");
        bucket.write("today/b.png", SampleImages.greyPng(4, 4, 2), "image/png");
        bucket.write("today/notes.txt", "words".getBytes(StandardCharsets.US_ASCII), "text/plain");
        bucket.write("tomorrow/c.png", SampleImages.greyPng(4, 4, 3), "image/png");
        List<SourceImage> images = new ArrayList<>();
        try (BucketSource source = new BucketSource(
                bucket, BucketAddress.parse("s3://camera/today"), "today/a.png#tag"::equals, leftovers)) {
            while (!source.isDone()) {
                source.next(Duration.ZERO).ifPresent(images::add);
            }
        }

        assertThat(images).singleElement().satisfies(image -> {
            assertThat(image.key()).isEqualTo("today/b.png");
            assertThat(image.id()).isEqualTo("today/b.png#tag");
            assertThat(image.bytes()).isEqualTo(SampleImages.greyPng(4, 4, 2));
            assertThat(image.maybeTime()).contains(WRITTEN);
        });
        assertThat(told).containsExactly("today/notes.txt is left out: it is no PNG, JPEG, BMP, GIF, WebP or TIFF");
        assertThat(leftovers.alreadyStored()).isEqualTo(1);
    }

    @Test
    void namesResultsBelowThePrefix() {
        assertThat(BucketAddress.parse("s3://camera").inside("a.png")).isEqualTo("a.png");
        assertThat(BucketAddress.parse("s3://camera/").inside("a.png")).isEqualTo("a.png");
        assertThat(BucketAddress.parse("s3://camera/clean").inside("a.png")).isEqualTo("clean/a.png");
        assertThat(BucketAddress.parse("s3://camera/clean/").inside("a.png")).isEqualTo("clean/a.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3:/camera", "s3://", "s3://A", "http://camera/x"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> BucketAddress.parse(text))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("expected s3://bucket/prefix, found '" + text + "'");
    }
}
