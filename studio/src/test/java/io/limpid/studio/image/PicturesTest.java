package io.limpid.studio.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.streaming.pipeline.PixelBudget;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PicturesTest {
    private static final ImageShape LARGE = new ImageShape(1, 1200, 1200);

    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);
    private final Pictures pictures = new Pictures(PayloadLimits.STANDARD, new PixelBudget(2 << 20));

    /** An upload and an answer are bounded together, by whoever reads them. */
    @Test
    void aLargePictureWaitsUntilAnotherThreadHasGivenBackItsOwn() throws Exception {
        Pixels black = Pixels.of(LARGE, new float[LARGE.size()]);
        byte[] upload = codec.encodeBytes(black, Encoding.PNG);
        Image answer = codec.encode(black, Encoding.PNG);
        assertThat(pictures.read(upload, new RecordHeaders())).contains(black);

        FutureTask<Optional<Pixels>> other = new FutureTask<>(() -> pictures.read(answer));
        Thread thread = new Thread(other);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        assertThat(other.isDone()).isFalse();
        pictures.giveBack();

        assertThat(other.get(30, TimeUnit.SECONDS)).contains(black);
    }
}
