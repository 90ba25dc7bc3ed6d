package io.limpid.studio.image;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.NoisyPayloadReader;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.Resize;
import io.limpid.streaming.pipeline.PixelBudget;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** Images of the stream as PNG files that every browser shows. Thread-safe. */
public final class Pictures {
    private final NoisyPayloadReader reader;
    private final ImageCodec codec;
    private final PayloadLimits limits;
    private final PixelBudget budget;

    /** @param budget that large pictures take from, whoever reads them; see {@link #giveBack} */
    public Pictures(PayloadLimits limits, PixelBudget budget) {
        this.limits = budget.guarding(limits);
        this.budget = budget;
        this.reader = new NoisyPayloadReader(this.limits);
        this.codec = new ImageCodec(this.limits);
    }

    /** To be called by every thread that has read pictures, when it is done with them: until then others may have to wait. */
    public void giveBack() {
        budget.giveBack();
    }

    static ImageSet.Shape shape(ImageShape shape) {
        return new ImageSet.Shape(shape.channels(), shape.height(), shape.width());
    }

    static Pixels resized(Pixels image, int height, int width) {
        ImageShape to = new ImageShape(image.shape().channels(), height, width);
        return Pixels.of(to, Resize.resize(image.toArray(), shape(image.shape()), shape(to)));
    }

    /** The pixels of a record of the noisy topic; empty where it can't be read. */
    public Optional<Pixels> read(byte[] value, Headers headers) {
        try {
            return Optional.of(reader.read(value, headers).pixels());
        } catch (MalformedPayloadException unreadable) {
            return Optional.empty();
        }
    }

    /** The pixels of an answer, of any size that the stream lets through; empty where it can't be read. */
    public Optional<Pixels> read(Image image) {
        try {
            return Optional.of(
                    new ImageCodec(new PayloadLimits(image.getData().size() + 1, limits.maxPixels(), limits.gate()))
                            .decode(image));
        } catch (MalformedPayloadException unreadable) {
            return Optional.empty();
        }
    }

    /** In 8 bits, clipped to [0,1]. */
    public byte[] png(Pixels image) {
        return codec.encodeBytes(image, Encoding.PNG);
    }

    /** No side longer than {@code side}; a smaller image stays as it is. */
    public byte[] thumbnail(Pixels image, int side) {
        int height = image.shape().height();
        int width = image.shape().width();
        double scale = (double) side / Math.max(height, width);
        return png(
                scale >= 1
                        ? image
                        : resized(image, Math.max(1, (int) Math.round(height * scale)), Math.max(1, (int)
                                Math.round(width * scale))));
    }
}
