package io.limpid.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpid.fixtures.SampleVideo;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jcodec.common.Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoFileTest {
    private static final int FRAMES = 20;

    @TempDir
    Path folder;

    private Path video() throws IOException {
        return SampleVideo.write(folder.resolve("clip.mp4"), Codec.H264, FRAMES, 72, 40);
    }

    private static List<SourceImage> all(Path file, FrameChoice choice) {
        List<SourceImage> images = new ArrayList<>();
        try (VideoFile video = VideoFile.open(file, choice)) {
            while (!video.isDone()) {
                Optional<SourceImage> image = video.next(Duration.ZERO);
                image.ifPresent(images::add);
            }
        }
        return images;
    }

    private static BufferedImage picture(SourceImage image) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(image.bytes()));
    }

    private static int brightness(SourceImage image) throws IOException {
        return picture(image).getRGB(20, 20) & 0xff;
    }

    @Test
    void givesAllFramesInTheOrderTheyAreShown() throws Exception {
        List<SourceImage> frames = all(video(), FrameChoice.all());

        assertThat(frames).hasSize(FRAMES).allMatch(frame -> frame.key().equals("clip.mp4"));
        int last = -1;
        for (int i = 0; i < FRAMES; i++) {
            SourceImage frame = frames.get(i);
            assertThat(frame.id()).isEqualTo("clip.mp4#" + i);
            assertThat(frame.contentType()).isEqualTo("image/png");
            assertThat(frame.maybePosition()).contains(Duration.ofMillis(100L * i));
            assertThat(brightness(frame))
                    .isCloseTo(SampleVideo.brightness(i), within(14))
                    .isGreaterThan(last);
            last = brightness(frame);
        }
        assertThat(picture(frames.get(0)).getWidth()).isEqualTo(72);
        assertThat(picture(frames.get(0)).getHeight()).isEqualTo(40);
    }

    @Test
    void takesTheFramesThatAreChosenUnderTheSameIds() throws Exception {
        Path video = video();

        assertThat(all(video, new FrameChoice(6, 0, Long.MAX_VALUE, false, 0, 0)))
                .extracting(SourceImage::id)
                .containsExactly("clip.mp4#0", "clip.mp4#6", "clip.mp4#12", "clip.mp4#18");
        assertThat(all(video, new FrameChoice(1, 2, Long.MAX_VALUE, false, 0, 0)))
                .extracting(SourceImage::id)
                .containsExactly("clip.mp4#0", "clip.mp4#5", "clip.mp4#10", "clip.mp4#15");
        assertThat(all(video, new FrameChoice(1, 0, 3, false, 0, 0))).hasSize(3);
    }

    @Test
    void makesFramesGreyAndOfTheSizeThatIsAskedFor() throws Exception {
        BufferedImage picture =
                picture(all(video(), new FrameChoice(1, 0, 1, true, 28, 28)).get(0));

        assertThat(picture.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        assertThat(picture.getWidth()).isEqualTo(28);
        assertThat(picture.getHeight()).isEqualTo(28);
    }

    @Test
    void tellsHowManyFramesThereAre() throws Exception {
        try (VideoFile video = VideoFile.open(video(), new FrameChoice(6, 0, Long.MAX_VALUE, false, 0, 0))) {
            assertThat(video.total()).isEqualTo(4);
        }
    }

    @Test
    void namesACodecThatItDoesNotRead() throws Exception {
        Path video = SampleVideo.write(folder.resolve("odd.mov"), Codec.PRORES, 2, 64, 48);

        assertThatThrownBy(() -> VideoFile.open(video, FrameChoice.all()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("odd.mov has codec PRORES inside")
                .hasMessageContaining("H.264, MPEG-2, VP8 or motion JPEG");
    }

    @Test
    void refusesWhatIsNoVideo() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.mp4"), "no video at all, only some words of text");

        assertThatThrownBy(() -> VideoFile.open(text, FrameChoice.all()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("notes.mp4")
                .hasMessageContaining("MP4, MOV and MKV");
        assertThatThrownBy(() -> VideoFile.open(folder.resolve("none.mp4"), FrameChoice.all()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("there is no file");
    }

    @Test
    void saysWhichFrameIsDamaged() throws Exception {
        byte[] bytes = Files.readAllBytes(video());
        // the frames come first, the table of them last
        for (int i = bytes.length / 4; i < bytes.length / 2; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Path damaged = Files.write(folder.resolve("damaged.mp4"), bytes);

        assertThatThrownBy(() -> all(damaged, FrameChoice.all()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("damaged.mp4");
    }
}
