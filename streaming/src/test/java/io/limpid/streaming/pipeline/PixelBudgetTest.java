package io.limpid.streaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PixelBudgetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGE = 1100;

    private final PixelBudget budget = new PixelBudget(2_000_000);
    private final ImageCodec codec = new ImageCodec(budget.guarding(PayloadLimits.STANDARD));

    private void decode(int side) {
        byte[] file = new ImageCodec(PayloadLimits.STANDARD)
                .encodeBytes(Pixels.of(new ImageShape(1, side, side), new float[side * side]), Encoding.PNG);
        try {
            codec.decodeFile(file, Encoding.PNG);
        } catch (MalformedPayloadException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aLargePictureWaitsUntilTheOneBeforeIsAnswered() throws InterruptedException {
        decode(LARGE);
        assertThat(budget.isTaken()).isTrue();
        Thread second = new Thread(() -> {
            decode(LARGE);
            budget.giveBack();
        });
        second.start();
        await().atMost(PATIENCE).until(() -> second.getState() == Thread.State.WAITING);

        budget.giveBack();

        second.join(PATIENCE.toMillis());
        assertThat(second.isAlive()).isFalse();
        assertThat(budget.isTaken()).isFalse();
    }

    @Test
    void smallPicturesPassAndOneTooLargeForAllHasAllToItself() throws InterruptedException {
        decode(2000);
        assertThat(budget.isTaken()).isTrue();
        Thread small = new Thread(() -> decode(1000));
        small.start();
        small.join(PATIENCE.toMillis());
        assertThat(small.isAlive()).isFalse();

        budget.giveBack();
        budget.giveBack();
        decode(2000);
        assertThat(budget.isTaken()).isTrue();
    }
}
