package io.limpid.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jcodec.common.Codec;
import org.jcodec.common.Demuxer;
import org.jcodec.common.DemuxerTrack;
import org.jcodec.common.DemuxerTrackMeta;
import org.jcodec.common.Format;
import org.jcodec.common.JCodecUtil;
import org.jcodec.common.VideoCodecMeta;
import org.jcodec.common.VideoDecoder;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mkv.demuxer.MKVDemuxer;
import org.jcodec.containers.mp4.demuxer.AbstractMP4DemuxerTrack;
import org.jcodec.containers.mp4.demuxer.MP4Demuxer;
import org.jspecify.annotations.Nullable;

/** JCodec over one file: decodes its first video track, and puts frames into the order in which they are shown. */
final class VideoDecoding implements AutoCloseable {
    private static final String READ = "MP4, MOV and MKV files with H.264, MPEG-2, VP8 or motion JPEG inside are read";
    private static final String NEXT_STEP =
            "convert it, with ffmpeg for instance: -c:v libx264 -profile:v main video.mp4";
    /** What JCodec makes decoders for. */
    private static final List<Codec> CODECS = List.of(Codec.H264, Codec.MPEG2, Codec.VP8, Codec.JPEG);
    /** So many frames H.264 lets wait at most for one that is shown before them. */
    private static final int REORDERED = 16;

    private static final int MAX_SIDE = 8192;

    private final Path file;
    private final Demuxer demuxer;
    private final DemuxerTrack track;
    private final VideoDecoder decoder;
    private final PriorityQueue<Frame> waiting = new PriorityQueue<>(Comparator.comparingDouble(Frame::seconds));
    private long decoded;
    private boolean atEnd;

    /** A frame and when it is shown, from the beginning. */
    record Frame(Picture picture, double seconds) {}

    private VideoDecoding(Path file, Demuxer demuxer, DemuxerTrack track, VideoDecoder decoder) {
        this.file = file;
        this.demuxer = demuxer;
        this.track = track;
        this.decoder = decoder;
    }

    static VideoDecoding open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw SourceException.badInput("there is no file " + file, "check the path");
        }
        Demuxer demuxer = null;
        try {
            demuxer = demuxer(file);
            DemuxerTrack track = demuxer.getVideoTracks().stream()
                    .findFirst()
                    .orElseThrow(() -> SourceException.badInput(file + " has no video track; " + READ, NEXT_STEP));
            return new VideoDecoding(file, demuxer, track, decoder(file, track));
        } catch (IOException | RuntimeException failure) {
            NIOUtils.closeQuietly(demuxer);
            if (failure instanceof SourceException told) {
                throw told;
            }
            throw SourceException.badInput(
                    file + " can't be read as a video (" + failure + "); " + READ, NEXT_STEP, failure);
        }
    }

    private static Demuxer demuxer(Path file) throws IOException {
        Format format = JCodecUtil.detectFormat(file.toFile());
        if (format != Format.MOV && format != Format.MKV) {
            throw SourceException.badInput(
                    file + " is " + (format == null ? "no video that is known" : "of the kind " + format) + "; " + READ,
                    NEXT_STEP);
        }
        SeekableByteChannel channel = NIOUtils.readableChannel(file.toFile());
        try {
            return format == Format.MOV ? MP4Demuxer.createMP4Demuxer(channel) : new MKVDemuxer(channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static VideoDecoder decoder(Path file, DemuxerTrack track) {
        DemuxerTrackMeta meta = track.getMeta();
        Codec codec = meta.getCodec();
        if (codec == null || !CODECS.contains(codec)) {
            throw SourceException.badInput(
                    file + " has codec " + codecName(track, codec) + " inside; " + READ, NEXT_STEP);
        }
        Size size = Optional.ofNullable(meta.getVideoCodecMeta())
                .map(VideoCodecMeta::getSize)
                .orElse(new Size(1, 1));
        if (size.getWidth() > MAX_SIDE || size.getHeight() > MAX_SIDE) {
            throw SourceException.badInput(
                    file + " has frames of " + size.getWidth() + " × " + size.getHeight() + ", at most " + MAX_SIDE
                            + " × " + MAX_SIDE + " are read",
                    "scale it down");
        }
        return JCodecUtil.createVideoDecoder(codec, meta.getCodecPrivate());
    }

    private static String codecName(DemuxerTrack track, @Nullable Codec codec) {
        if (codec != null) {
            return codec.name();
        }
        return track instanceof AbstractMP4DemuxerTrack mp4
                ? "'" + mp4.getFourcc().toLowerCase(Locale.ROOT) + "'"
                : "that is not known";
    }

    long frameCount() {
        return track.getMeta().getTotalFrames();
    }

    DemuxerTrackMeta.@Nullable Orientation orientation() {
        return track.getMeta().getOrientation();
    }

    /** The frame that is shown next. */
    Optional<Frame> next() {
        while (!atEnd && waiting.size() <= REORDERED) {
            decodeOne();
        }
        return Optional.ofNullable(waiting.poll());
    }

    private void decodeOne() {
        try {
            Packet packet = track.nextFrame();
            if (packet == null) {
                atEnd = true;
                return;
            }
            Picture picture = decoder.decodeFrame(packet.getData(), buffer(packet.getData()));
            if (picture != null) {
                waiting.add(new Frame(picture, packet.getPtsD()));
            }
            decoded++;
        } catch (IOException | RuntimeException failure) {
            throw new SourceException(
                    "frame " + decoded + " of " + file + " can't be decoded: " + failure,
                    "the file may be damaged, or of a profile that JCodec does not know: " + NEXT_STEP,
                    failure);
        }
    }

    /** Frames wait for each other, so each has memory of its own. */
    private byte[][] buffer(ByteBuffer data) {
        VideoCodecMeta meta = track.getMeta().getVideoCodecMeta();
        if (meta == null || meta.getSize() == null) {
            meta = decoder.getCodecMeta(data.duplicate());
        }
        // decoders work in blocks of 16, and JPEG has as many colour samples as grey ones
        int width = (meta.getSize().getWidth() + 31) & ~31;
        int height = (meta.getSize().getHeight() + 31) & ~31;
        return Picture.create(width, height, ColorSpace.YUV444).getData();
    }

    @Override
    public void close() {
        try {
            demuxer.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
