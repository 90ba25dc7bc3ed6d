package io.limpid.reports.tensorboard;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.limpid.reports.tensorboard.EventProtos.Event;
import io.limpid.reports.tensorboard.EventProtos.Metadata;
import io.limpid.reports.tensorboard.EventProtos.Shape;
import io.limpid.reports.tensorboard.EventProtos.Summary;
import io.limpid.reports.tensorboard.EventProtos.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Writes one run's event file: {@code tensorboard --logdir FOLDER} shows it. Each event is in the file when its method returns,
 * so that a running training can be watched. Tags with slashes, such as {@code loss/train}, are grouped by what comes before.
 * For one thread. All methods throw {@link UncheckedIOException} when the file can't be written.
 */
public final class TensorBoardWriter implements AutoCloseable {
    private static final int STRINGS = 7;

    private final Path path;
    private final RecordFile file;

    private TensorBoardWriter(Path path, RecordFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Begins a new file, {@code events.out.tfevents.<seconds>.limpid}, beside any that are there: a resumed training goes on in
     * a file of its own, and TensorBoard reads the files of a folder in the order of their names.
     *
     * @param folder made if need be
     */
    public static TensorBoardWriter create(Path folder, Instant now) {
        String name = "events.out.tfevents.%010d.limpid".formatted(now.getEpochSecond());
        try {
            Files.createDirectories(folder);
            TensorBoardWriter writer = create(folder, name);
            writer.write(event(now).setFileVersion("brain.Event:2").build());
            return writer;
        } catch (IOException failure) {
            throw unwritable(folder.resolve(name), failure);
        }
    }

    private static TensorBoardWriter create(Path folder, String name) throws IOException {
        Path path = folder.resolve(name);
        for (int i = 2; ; i++) {
            try {
                return new TensorBoardWriter(path, RecordFile.create(path));
            } catch (FileAlreadyExistsException taken) {
                path = folder.resolve(name + "." + i);
            }
        }
    }

    public Path path() {
        return path;
    }

    /** A point of a curve. NaN is written as it is: TensorBoard marks it. */
    public void scalar(String tag, long step, Instant at, double value) {
        write(step, at, value(tag).setSimpleValue((float) value));
    }

    /**
     * A picture.
     *
     * @param png a PNG file, at least a pixel large
     * @throws IllegalArgumentException when it isn't one
     */
    public void image(String tag, long step, Instant at, byte[] png) {
        BufferedImage image = decoded(tag, png);
        write(
                step,
                at,
                value(tag)
                        .setImage(Summary.Image.newBuilder()
                                .setHeight(image.getHeight())
                                .setWidth(image.getWidth())
                                .setColorspace(image.getColorModel().getNumComponents())
                                .setEncodedImageString(ByteString.copyFrom(png))));
    }

    /** How values, such as weights or latent components, are spread. NaN and infinities are left out. */
    public void histogram(String tag, long step, Instant at, float[] values) {
        write(step, at, value(tag).setHisto(Histograms.of(values)));
    }

    /** A text, such as the recipe; TensorBoard renders Markdown. */
    public void text(String tag, long step, Instant at, String markdown) {
        Tensor tensor = Tensor.newBuilder()
                .setDtype(STRINGS)
                .setTensorShape(
                        Shape.newBuilder().addDim(Shape.Dimension.newBuilder().setSize(1)))
                .addStringVal(ByteString.copyFromUtf8(markdown))
                .build();
        Metadata metadata = Metadata.newBuilder()
                .setPluginData(Metadata.Plugin.newBuilder().setPluginName("text"))
                .build();
        write(step, at, value(tag).setTensor(tensor).setMetadata(metadata));
    }

    private static Summary.Value.Builder value(String tag) {
        return Summary.Value.newBuilder().setTag(requireNonNull(tag, "tag"));
    }

    private static Event.Builder event(Instant at) {
        return Event.newBuilder().setWallTime(at.getEpochSecond() + at.getNano() * 1e-9);
    }

    private static BufferedImage decoded(String tag, byte[] png) {
        @Nullable BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException damaged) {
            throw new IllegalArgumentException(tag + ": expected a PNG file, found a damaged one", damaged);
        }
        if (image == null) {
            throw new IllegalArgumentException(tag + ": expected a PNG file, found " + png.length + " other bytes");
        }
        return image;
    }

    private void write(long step, Instant at, Summary.Value.Builder value) {
        write(event(at)
                .setStep(step)
                .setSummary(Summary.newBuilder().addValue(value))
                .build());
    }

    private void write(Event event) {
        try {
            file.append(event.toByteArray());
        } catch (IOException failure) {
            throw unwritable(path, failure);
        }
    }

    private static UncheckedIOException unwritable(Path path, IOException failure) {
        return new UncheckedIOException("can't write " + path + ": " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw unwritable(path, failure);
        }
    }
}
