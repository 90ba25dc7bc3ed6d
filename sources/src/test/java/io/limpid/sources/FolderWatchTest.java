package io.limpid.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.fixtures.SampleImages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration NOT_NOW = Duration.ofMillis(700);
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final Set<String> stored = new HashSet<>();
    private final List<String> told = new ArrayList<>();
    private final Leftovers leftovers = new Leftovers(told::add);

    private FolderWatch watch(@Nullable Path moveTo) {
        return new FolderWatch(folder, AN_HOUR, moveTo, stored::contains, leftovers);
    }

    /** A file that was last written to so many seconds after a day long ago. */
    private Path old(String name, int seconds) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, SampleImages.greyPng(4, 4, seconds));
        return Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plusSeconds(seconds)));
    }

    private static String key(Optional<SourceImage> image) {
        return image.orElseThrow().key();
    }

    @Test
    void givesWhatIsThereAndWhatComesOnceTheOldestFirst() throws Exception {
        old("late.png", 9);
        old("sub/early.png", 1);
        try (FolderWatch watch = watch(null)) {
            SourceImage first = watch.next(PATIENCE).orElseThrow();
            assertThat(first.key()).isEqualTo("sub/early.png");
            assertThat(first.bytes()).isEqualTo(SampleImages.greyPng(4, 4, 1));
            assertThat(first.contentType()).isEqualTo("image/png");
            assertThat(first.maybeTime()).contains(LONG_AGO.plusSeconds(1));
            assertThat(key(watch.next(PATIENCE))).isEqualTo("late.png");
            assertThat(watch.next(NOT_NOW)).isEmpty();

            old("new/deep/down.png", 20);
            assertThat(key(watch.next(PATIENCE))).isEqualTo("new/deep/down.png");
            assertThat(watch.next(NOT_NOW)).isEmpty();
        }
    }

    @Test
    void waitsUntilAFileIsComplete() throws Exception {
        byte[] png = SampleImages.greyPng(28, 28, 1);
        Path file = folder.resolve("growing.png");
        try (FolderWatch watch = watch(null)) {
            Files.write(file, Arrays.copyOf(png, 100));
            assertThat(watch.next(NOT_NOW)).isEmpty();

            Files.write(file, png);
            Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));

            assertThat(watch.next(PATIENCE).orElseThrow().bytes()).isEqualTo(png);
        }
    }

    @Test
    void takesARenamedFileAtOnce() throws Exception {
        Path part = folder.resolve("photo.png.part");
        try (FolderWatch watch = watch(null)) {
            Files.write(part, SampleImages.greyPng(4, 4, 1));
            assertThat(watch.next(NOT_NOW)).isEmpty();

            Files.move(part, folder.resolve("photo.png"));

            assertThat(key(watch.next(PATIENCE))).isEqualTo("photo.png");
        }
    }

    @Test
    void givesAFileAgainOnceItIsWrittenAnew() throws Exception {
        old("photo.png", 1);
        try (FolderWatch watch = watch(null)) {
            String first = watch.next(PATIENCE).orElseThrow().id();
            old("photo.png", 2);
            String second = watch.next(PATIENCE).orElseThrow().id();

            assertThat(second).isNotEqualTo(first).startsWith("photo.png#");
        }
    }

    @Test
    void namesWhatItLeaves() throws Exception {
        Files.setLastModifiedTime(
                Files.writeString(folder.resolve("notes.txt"), "no picture"), FileTime.from(LONG_AGO));
        Path huge = folder.resolve("huge.png");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(SourceImage.MAX_BYTES + 1L);
        }
        Files.setLastModifiedTime(huge, FileTime.from(LONG_AGO));
        old("good.png", 1);
        try (FolderWatch watch = watch(null)) {
            assertThat(key(watch.next(PATIENCE))).isEqualTo("good.png");
            assertThat(watch.next(NOT_NOW)).isEmpty();
        }
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "notes.txt is left out: it is no PNG, JPEG, BMP, GIF, WebP or TIFF",
                        "huge.png is left out: it has 16777217 bytes, a record holds at most 16777216");
        assertThat(leftovers.count()).isEqualTo(2);
    }

    @Test
    void namesAnEmptyFileAndTakesItOnceItIsWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("empty.png"));
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
        try (FolderWatch watch = watch(null)) {
            assertThat(watch.next(NOT_NOW)).isEmpty();
            assertThat(told)
                    .containsExactly("empty.png is left out: it is empty; it is sent once something is written to it");
            assertThat(leftovers.count()).isEqualTo(1);

            old("empty.png", 1);

            assertThat(key(watch.next(PATIENCE))).isEqualTo("empty.png");
        }
        assertThat(leftovers.count()).isZero();
    }

    @Test
    void passesOverWhatIsStored() throws Exception {
        old("photo.png", 1);
        stored.add("photo.png#" + LONG_AGO.plusSeconds(1).toEpochMilli() + "-" + SampleImages.greyPng(4, 4, 1).length);
        try (FolderWatch watch = watch(null)) {
            assertThat(watch.next(NOT_NOW)).isEmpty();
        }
        assertThat(leftovers.alreadyStored()).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void movesWhatIsStoredAndOverwritesNothing() throws Exception {
        Path done = folder.resolve("done");
        old("sub/photo.png", 1);
        old("done/sub/photo.png", 7);
        try (FolderWatch watch = watch(done)) {
            SourceImage image = watch.next(PATIENCE).orElseThrow();
            assertThat(folder.resolve("sub/photo.png")).exists();

            watch.stored(image);

            assertThat(folder.resolve("sub/photo.png")).doesNotExist();
            assertThat(done.resolve("sub/2-photo.png")).hasBinaryContent(SampleImages.greyPng(4, 4, 1));
            assertThat(done.resolve("sub/photo.png")).hasBinaryContent(SampleImages.greyPng(4, 4, 7));
            assertThat(watch.next(NOT_NOW)).isEmpty();
        }
    }

    @Test
    void saysThatTheFolderIsMissingOrGone() throws Exception {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> new FolderWatch(missing, AN_HOUR, null, stored::contains, leftovers))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("there is no folder " + missing);

        Path going = Files.createDirectory(folder.resolve("going"));
        try (FolderWatch watch = new FolderWatch(going, AN_HOUR, null, stored::contains, leftovers)) {
            assertThat(watch.next(Duration.ZERO)).isEmpty();
            Files.delete(going);
            assertThatThrownBy(() -> watch.next(PATIENCE))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("is gone");
        }
    }
}
