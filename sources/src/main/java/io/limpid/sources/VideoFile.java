package io.limpid.sources;

import static java.util.Objects.requireNonNull;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jcodec.scale.AWTUtil;

/**
 * The frames of a video file as PNG files, in the order they are shown. All have the file's name as their key; a frame's id is that
 * and its number, which is the same whichever others are chosen.
 */
public final class VideoFile implements ImageSource {
    private final String name;
    private final FrameChoice choice;
    private final FramePictures pictures;
    private final VideoDecoding decoding;
    private long number;
    private long given;
    private double dueSeconds;
    private boolean isDone;

    private VideoFile(Path file, FrameChoice choice, VideoDecoding decoding) {
        this.name = file.getFileName().toString();
        this.choice = requireNonNull(choice, "choice");
        this.pictures = new FramePictures(choice);
        this.decoding = decoding;
    }

    /** @throws SourceException when there is no such file, or it is not of the containers and codecs that are read */
    public static VideoFile open(Path file, FrameChoice choice) {
        return new VideoFile(file, choice, VideoDecoding.open(file));
    }

    /** Frames are there already: it waits for nothing. */
    @Override
    public Optional<SourceImage> next(Duration longest) {
        while (!isDone) {
            Optional<VideoDecoding.Frame> frame = given < choice.most() ? decoding.next() : Optional.empty();
            if (frame.isEmpty()) {
                isDone = true;
            } else {
                long at = number++;
                if (isWanted(at, frame.get().seconds())) {
                    given++;
                    return Optional.of(image(at, frame.get()));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isWanted(long at, double seconds) {
        if (at % choice.every() != 0) {
            return false;
        }
        if (choice.perSecond() <= 0) {
            return true;
        }
        // a frame's time is rounded to the container's clock
        if (seconds < dueSeconds - 1e-3) {
            return false;
        }
        dueSeconds += 1 / choice.perSecond();
        return true;
    }

    private SourceImage image(long at, VideoDecoding.Frame frame) {
        BufferedImage picture = AWTUtil.toBufferedImage(frame.picture(), decoding.orientation());
        Duration position = Duration.ofMillis(Math.round(frame.seconds() * 1000));
        return SourceImage.png(name, name + "#" + at, pictures.png(picture), position);
    }

    @Override
    public boolean isDone() {
        return isDone;
    }

    /** Zero where the container does not tell, and where frames are chosen by time. */
    @Override
    public long total() {
        long chosen = choice.perSecond() > 0 ? 0 : (decoding.frameCount() + choice.every() - 1) / choice.every();
        return Math.min(chosen, choice.most());
    }

    @Override
    public void close() {
        decoding.close();
    }
}
