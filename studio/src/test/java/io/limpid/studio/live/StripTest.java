package io.limpid.studio.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.fixtures.SampleImages;
import io.limpid.streaming.pipeline.PixelBudget;
import io.limpid.studio.image.Pictures;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class StripTest {
    private static final Topics TOPICS = new Topics("");
    private final Strip strip = new Strip(TOPICS, new Pictures(PayloadLimits.STANDARD, PixelBudget.ofHeap()));

    private static ConsumerRecord<byte[], byte[]> found(String topic, String key, byte[] value) {
        return new ConsumerRecord<>(topic, 0, 0, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private void streamBy(String id, int side) {
        byte[] png = SampleImages.greyPng(side, side, 1);
        strip.note(found(TOPICS.noisy(), id, png));
        DenoisedFrame frame = DenoisedFrame.newBuilder()
                .setId(id)
                .setImage(Image.newBuilder()
                        .setEncoding(Encoding.PNG)
                        .setWidth(side)
                        .setHeight(side)
                        .setData(ByteString.copyFrom(png)))
                .build();
        strip.note(found(TOPICS.denoised(), id, frame.toByteArray()));
        strip.note(found(
                TOPICS.labels(),
                id,
                new ClassificationJson()
                        .serialize(
                                TOPICS.labels(),
                                Classification.newBuilder().setLabel("seven").build())));
    }

    @Test
    void showsAnImageWithBothPicturesAndItsLabelOneLookLater() {
        streamBy("a", 28);

        assertThat(strip.look().items()).isEmpty();
        Strip.Look look = strip.look();

        assertThat(look.items()).hasSize(1);
        assertThat(look.items().get(0).label()).isEqualTo("seven");
        assertThat(look.items().get(0).noisy()).startsWith("data:image/png;base64,");
        assertThat(look.items().get(0).denoised()).startsWith("data:image/png;base64,");
        assertThat(look.dropped()).isZero();
    }

    @Test
    void showsTheLatestOfManyAndCountsTheRest() {
        for (int i = 0; i < 500; i++) {
            streamBy("image-" + i, 28);
        }
        strip.look();
        Strip.Look look = strip.look();

        assertThat(look.items()).hasSize(Strip.MOST);
        assertThat(look.items().get(Strip.MOST - 1).id()).isEqualTo("image-499");
        assertThat(look.dropped()).isEqualTo(500 - Strip.MOST);
    }

    @Test
    void drawsNoMorePixelsThanItsBudget() {
        for (int i = 0; i < 3; i++) {
            streamBy("large-" + i, 700);
        }
        strip.look();

        assertThat(strip.look().items().stream().filter(item -> item.denoised() != null))
                .hasSize(1);
    }

    @Test
    void passesOverWhatIsNoFrame() {
        strip.note(found(TOPICS.denoised(), "a", new byte[] {1, 2, 3}));
        streamBy("b", 28);
        strip.look();
        Strip.Look look = strip.look();

        assertThat(look.items()).extracting(Strip.Item::id).containsExactly("b");
        assertThat(look.dropped()).isEqualTo(1);
    }
}
