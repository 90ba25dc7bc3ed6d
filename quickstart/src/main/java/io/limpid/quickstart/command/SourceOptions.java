package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.sources.Bucket;
import io.limpid.sources.BucketAddress;
import io.limpid.sources.BucketSource;
import io.limpid.sources.Buckets;
import io.limpid.sources.FolderWatch;
import io.limpid.sources.FrameChoice;
import io.limpid.sources.ImageSource;
import io.limpid.sources.Leftovers;
import io.limpid.sources.MjpegCamera;
import io.limpid.sources.VideoFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where images come from that are no single files. */
final class SourceOptions {
    @Option(
            names = "--watch",
            paramLabel = "DIR",
            description = "send the images of a folder and its subfolders, and those that come, each once, also after a"
                    + " restart; until Ctrl-C")
    private @Nullable Path watch;

    @Option(
            names = "--move-to",
            paramLabel = "DIR",
            description = "with --watch: where files go once the broker has them (default: they stay)")
    private @Nullable Path moveTo;

    @Option(
            names = "--settled",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description =
                    "with --watch: a file that has not changed for so long is complete (default: ${DEFAULT-VALUE});"
                            + " one renamed from .part, .tmp or a hidden name is at once")
    private double settledSeconds;

    @Option(
            names = "--video",
            paramLabel = "FILE",
            description = "send the frames of an MP4, MOV or MKV file (H.264, MPEG-2, VP8, motion JPEG) as PNG")
    private @Nullable Path video;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "1",
            description = "with --video: the first of N frames")
    private int every;

    @Option(
            names = "--fps",
            paramLabel = "F",
            defaultValue = "0",
            description = "with --video: at most F frames of each second")
    private double framesPerSecond;

    @Option(names = "--max-frames", paramLabel = "N", description = "with --video: no more than N frames")
    private long maxFrames = Long.MAX_VALUE;

    @Option(names = "--grey", description = "with --video: in shades of grey")
    private boolean grey;

    @Option(names = "--size", paramLabel = "WxH", description = "with --video: frames scaled to this size")
    private @Nullable String size;

    @Option(
            names = "--mjpeg",
            paramLabel = "URL",
            description = "send what a camera shows that sends motion JPEG by HTTP; until Ctrl-C")
    private @Nullable URI camera;

    @Option(
            names = "--s3",
            paramLabel = "s3://BUCKET/PREFIX",
            description =
                    "send the images of a bucket, those that were not sent before; credentials and region as Amazon's"
                            + " tools take them")
    private @Nullable String bucket;

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "with --s3: a store that is not Amazon's, for instance http://localhost:9000")
    private @Nullable URI endpoint;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description =
                    "with --watch and --s3: where is remembered what was sent (default: a file in .limpid/published"
                            + " for each source, topic and cluster)")
    private @Nullable Path journal;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "with --watch and --mjpeg: end after so long without a new image (default: never)")
    private long timeoutSeconds;

    /** Whether one is named. */
    boolean isNamed() {
        return names().findAny().isPresent();
    }

    private Stream<?> names() {
        return Stream.of(watch, video, camera, bucket).filter(Objects::nonNull);
    }

    /** @throws CommandFailure when the options can't be meant so */
    void check(GivenOptions given) {
        if (names().count() > 1) {
            throw CommandFailure.badInput("expected one of --watch, --video, --mjpeg and --s3, found several", "");
        }
        if (!(settledSeconds >= 0) || timeoutSeconds < 0) {
            throw CommandFailure.badInput("expected --settled and --timeout of at least 0", "");
        }
        given.requireWith("--watch", watch != null, "--move-to", "--settled");
        given.requireWith("--video", video != null, "--every", "--fps", "--max-frames", "--grey", "--size");
        given.requireWith("--s3", bucket != null, "--s3-endpoint");
        given.requireWith("--watch or --s3", hasMemory(), "--journal");
        given.requireWith("--watch or --mjpeg", watch != null || camera != null, "--timeout");
        if (video != null) {
            frames();
        }
        if (bucket != null) {
            BucketAddress.parse(bucket);
        }
    }

    /** Whether what was sent is remembered, so that a restart sends none of it again. */
    boolean hasMemory() {
        return watch != null || bucket != null;
    }

    /** The journal's file, where one is named. */
    Optional<Path> maybeJournal() {
        return Optional.ofNullable(journal);
    }

    Duration silence() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** The same for the same source. */
    String identity() {
        if (watch != null) {
            return "folder " + watch.toAbsolutePath().normalize();
        }
        return endpoint == null ? "bucket " + bucket : "bucket " + bucket + " at " + endpoint;
    }

    /** The {@code ce_source} of its images. */
    String uri() {
        String kind = watch != null ? "watch" : video != null ? "video" : camera != null ? "camera" : "bucket";
        return "/limpid/publish/" + kind;
    }

    /** @param isStored whether an image of that id needs not be sent */
    ImageSource open(Predicate<String> isStored, Leftovers leftovers) {
        if (watch != null) {
            Duration settled = Duration.ofMillis(Math.round(settledSeconds * 1000));
            return new FolderWatch(watch, settled, moveTo, isStored, leftovers);
        }
        if (video != null) {
            return VideoFile.open(video, frames());
        }
        if (camera != null) {
            return MjpegCamera.open(camera, leftovers);
        }
        BucketAddress address = BucketAddress.parse(Objects.requireNonNull(bucket));
        Bucket opened = Buckets.openWithWhatIsHere(address.bucket(), endpoint);
        return new BucketSource(opened, address, isStored, leftovers);
    }

    private FrameChoice frames() {
        if (size != null && !size.toLowerCase(Locale.ROOT).matches("[1-9]\\d{0,3}x[1-9]\\d{0,3}")) {
            throw CommandFailure.badInput("expected --size WIDTHxHEIGHT, found '" + size + "'", "for instance 28x28");
        }
        String[] sides = size == null
                ? new String[] {"0", "0"}
                : size.toLowerCase(Locale.ROOT).split("x");
        try {
            return new FrameChoice(
                    every, framesPerSecond, maxFrames, grey, Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        } catch (IllegalArgumentException illegal) {
            throw CommandFailure.badInput(illegal.getMessage(), "change --every, --fps, --max-frames");
        }
    }
}
