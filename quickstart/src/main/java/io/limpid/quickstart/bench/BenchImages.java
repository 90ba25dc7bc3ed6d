package io.limpid.quickstart.bench;

import io.limpid.contracts.image.AnswerForm;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.NoisyImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records for a bench, by number: a few hundred noisy pictures again and again, each with another key. */
final class BenchImages {
    private static final int PICTURES = 512;
    private static final ImageCodec CODEC = new ImageCodec(PayloadLimits.STANDARD);

    private BenchImages() {}

    /** PNG files. */
    static IntFunction<ProducerRecord<byte[], byte[]>> pngs(ImageShape shape, String topic) {
        return records(shape, topic, "image/png", picture -> CODEC.encodeBytes(picture, Encoding.PNG));
    }

    /** Messages with raw pixels, a byte a value. */
    static IntFunction<ProducerRecord<byte[], byte[]>> raw(ImageShape shape, String topic) {
        return records(shape, topic, ContentType.PROTOBUF, picture -> NoisyImage.newBuilder()
                .setImage(CODEC.encode(picture, bytes(shape)))
                .build()
                .toByteArray());
    }

    /** Frames as the denoiser sends them, with raw pixels and without a latent vector. */
    static IntFunction<ProducerRecord<byte[], byte[]>> frames(ImageShape shape, String topic) {
        return records(shape, topic, ContentType.PROTOBUF, picture -> DenoisedFrame.newBuilder()
                .setId("frame")
                .setImage(CODEC.encode(picture, bytes(shape)))
                .build()
                .toByteArray());
    }

    private static AnswerForm bytes(ImageShape shape) {
        return AnswerForm.of(shape.channels() == 3 ? Encoding.RGB8 : Encoding.GRAY8);
    }

    private static IntFunction<ProducerRecord<byte[], byte[]>> records(
            ImageShape shape, String topic, String contentType, Function<Pixels, byte[]> encode) {
        byte[][] values = new byte[PICTURES][];
        Arrays.setAll(values, i -> encode.apply(picture(shape, i)));
        return i -> {
            byte[] key = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, values[i % PICTURES]);
            HeaderNames.set(record.headers(), HeaderNames.CONTENT_TYPE, contentType);
            return record;
        };
    }

    /** A bright square in the middle, on black, under Gaussian noise of 0.3, clipped. */
    private static Pixels picture(ImageShape shape, int seed) {
        Random random = new Random(seed);
        float[] values = new float[shape.size()];
        int half = Math.min(shape.height(), shape.width()) / 4;
        for (int i = 0; i < values.length; i++) {
            int row = i / shape.width() % shape.height();
            int column = i % shape.width();
            boolean bright = Math.abs(row - shape.height() / 2) < half && Math.abs(column - shape.width() / 2) < half;
            double noisy = (bright ? 0.9 : 0) + 0.3 * random.nextGaussian();
            values[i] = (float) Math.min(1, Math.max(0, noisy));
        }
        return Pixels.of(shape, values);
    }
}
