package io.limpid.classifier;

import com.google.protobuf.ByteString;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Records that can't be classified, each in its own way, and why. */
final class BadFrames {
    private static final int SIDE = Frames.SIDE;

    private BadFrames() {}

    /**
     * @param wish the name of the classifier asked for; empty for none
     * @param says a part of the message that names the problem
     */
    record Bad(String kind, byte @Nullable [] value, String wish, String reason, String says) {
        RecordHeaders headers() {
            RecordHeaders headers = new RecordHeaders();
            headers.add("content-type", "application/x-protobuf".getBytes(StandardCharsets.UTF_8));
            if (!wish.isEmpty()) {
                headers.add("classifier", wish.getBytes(StandardCharsets.UTF_8));
            }
            return headers;
        }

        @Override
        public String toString() {
            return kind;
        }
    }

    /** For a classifier with a latent head of 4 values on the space "half", and one of grey pictures of 28 × 28. */
    static List<Bad> all() {
        byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
        byte[] halfAFrame = FixtureModels.truncated(good().toByteArray());
        return List.of(
                malformed("no value", null, "without a value"),
                malformed("text", text, "DenoisedFrame"),
                malformed("frame cut short", halfAFrame, "DenoisedFrame"),
                malformed("empty", new byte[0], "with an image, found none"),
                malformed("latent vector without an image", withoutImage(), "with an image, found none"),
                malformed(
                        "too few latent values", latent(1f, 2f, 3f), "expected 4 latent values in space half, found 3"),
                malformed("too many latent values", latent(1f, 2f, 3f, 4f, 5f), "expected 4 latent values"),
                malformed("NaN in the latent vector", latent(1f, Float.NaN, 3f, 4f), "found NaN at index 1"),
                malformed("infinite latent value", latent(1f, 2f, 3f, Float.NEGATIVE_INFINITY), "found -Infinity"),
                malformed("undecodable picture", picture(cutPng()), "UNDECODABLE"),
                malformed(
                        "picture of no encoding",
                        picture(grey().toBuilder().clearEncoding().build()),
                        "UNSUPPORTED_CONTENT_TYPE"),
                malformed("picture of no bytes", picture(Image.getDefaultInstance()), "EMPTY"),
                malformed("too few pixels", picture(Frames.grey(SIDE, SIDE, new byte[9])), "WRONG_SIZE"),
                malformed("NaN pixels", picture(floats(Float.NaN)), "NOT_FINITE"),
                malformed("shape that overflows", picture(Frames.grey(1 << 16, 1 << 16, text)), "TOO_MANY_PIXELS"),
                noModel("another size", picture(Frames.grey(2, 2, new byte[4])), "", "pictures takes"),
                noModel("colour", picture(colour()), "", "pictures takes"),
                noModel("a classifier that isn't live", good().toByteArray(), "nobody", "named 'nobody'"),
                noModel("a head for another space", picture(grey()), "head", "named 'head'"),
                new Bad(
                        "latent vector on which the head fails",
                        latent(3e38f, 0f, 0f, 0f),
                        "",
                        "INFERENCE_FAILED",
                        "NaN"));
    }

    private static Bad malformed(String kind, byte @Nullable [] value, String says) {
        return new Bad(kind, value, "", "MALFORMED_FRAME", says);
    }

    private static Bad noModel(String kind, byte[] value, String wish, String says) {
        return new Bad(kind, value, wish, "NO_MODEL", says);
    }

    private static DenoisedFrame good() {
        return Frames.frame("x", 0, "half", 1f, 2f, 3f, 4f);
    }

    private static byte[] withoutImage() {
        return good().toBuilder().clearImage().build().toByteArray();
    }

    private static byte[] latent(Float... values) {
        return Frames.frame("x", 0, "half", values).toByteArray();
    }

    /** Without a latent vector, so that the picture is what is classified. */
    private static byte[] picture(Image image) {
        return good().toBuilder().clearLatent().setImage(image).build().toByteArray();
    }

    private static Image cutPng() {
        byte[] png = SampleImages.greyPng(SIDE, SIDE, 1);
        return Image.newBuilder()
                .setEncoding(Encoding.PNG)
                .setData(ByteString.copyFrom(FixtureModels.truncated(png)))
                .build();
    }

    private static Image colour() {
        return Image.newBuilder()
                .setEncoding(Encoding.PNG)
                .setData(ByteString.copyFrom(SampleImages.rgbPng(SIDE, SIDE, 2)))
                .build();
    }

    private static Image grey() {
        return Frames.grey(SIDE, SIDE, new byte[SIDE * SIDE]);
    }

    private static Image floats(float value) {
        ByteBuffer data = ByteBuffer.allocate(SIDE * SIDE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(value);
        return grey().toBuilder()
                .setEncoding(Encoding.FLOAT32)
                .setData(ByteString.copyFrom(data.array()))
                .build();
    }
}
