package io.limpid.denoiser;

import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.NoisyImage;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Records that can't be denoised, each in its own way, and why. */
final class BadRecords {
    private static final String PROTOBUF = "application/x-protobuf";

    private BadRecords() {}

    /** @param headers name, value, name, value… */
    record Bad(String kind, byte[] value, List<String> headers, String reason) {
        RecordHeaders recordHeaders() {
            RecordHeaders all = new RecordHeaders();
            for (int i = 0; i < headers.size(); i += 2) {
                all.add(headers.get(i), headers.get(i + 1).getBytes(StandardCharsets.UTF_8));
            }
            return all;
        }

        @Override
        public String toString() {
            return kind;
        }
    }

    static List<Bad> all() {
        byte[] png = SampleImages.greyPng(28, 28, 1);
        byte[] noise = new byte[5_000_000];
        new java.util.SplittableRandom(1).nextBytes(noise);
        return List.of(
                bad("no value", null, "NO_VALUE"),
                bad("empty", new byte[0], "EMPTY", "content-type", "image/png"),
                bad("truncated PNG", FixtureModels.truncated(png), "UNDECODABLE", "content-type", "image/png"),
                bad("text", text("hello"), "UNKNOWN_CONTENT"),
                bad("text called PNG", text("hello"), "UNDECODABLE", "content-type", "image/png"),
                bad("60,000 x 60,000", SampleImages.hugePng(), "TOO_MANY_PIXELS", "content-type", "image/png"),
                bad("wrong protobuf", text("\u0007\u0007\u0007"), "UNDECODABLE", "content-type", PROTOBUF),
                bad(
                        "protobuf without an image",
                        message(NoisyImage.getDefaultInstance()),
                        "UNDECODABLE",
                        "content-type",
                        PROTOBUF),
                bad("colour for a grey model", SampleImages.rgbPng(28, 28, 2), "NO_MODEL", "content-type", "image/png"),
                bad("inks", inks(), "UNSUPPORTED_CHANNELS", "content-type", "image/jpeg"),
                bad("truncated TIFF", FixtureModels.truncated(tiff()), "UNDECODABLE", "content-type", "image/tiff"),
                bad("text called WebP", text("hello"), "UNDECODABLE", "content-type", "image/webp"),
                bad("NaN pixels", floats(Float.NaN), "NOT_FINITE", "content-type", PROTOBUF),
                bad("infinite pixels", floats(Float.POSITIVE_INFINITY), "NOT_FINITE", "content-type", PROTOBUF),
                bad("pixels from 0 to 255", floats(255), "OUT_OF_RANGE", "content-type", PROTOBUF),
                bad("unknown content-type", png, "UNSUPPORTED_CONTENT_TYPE", "content-type", "video/mp4"),
                bad("raw pixels without a shape", png, "UNSUPPORTED_CONTENT_TYPE", "content-type", "image/x-gray8"),
                bad("5 MB of noise", noise, "TOO_MANY_BYTES", "content-type", "image/png"),
                bad("5 MB of noise, unnamed", noise, "TOO_MANY_BYTES"),
                bad("too few raw bytes", gray8(28, 28, 783), "WRONG_SIZE", "content-type", PROTOBUF),
                bad(
                        "raw shape that overflows",
                        gray8(0x10000, 0x10000, 0),
                        "TOO_MANY_PIXELS",
                        "content-type",
                        PROTOBUF),
                bad("another size", SampleImages.greyPng(32, 32, 3), "NO_MODEL", "content-type", "image/png"),
                bad("a model that isn't live", png, "NO_MODEL", "content-type", "image/png", "model", "nobody"),
                bad(
                        "an answer nobody writes",
                        png,
                        "UNSUPPORTED_ACCEPT",
                        "content-type",
                        "image/png",
                        "accept",
                        "text/html"),
                bad("JPEG cut short", FixtureModels.truncated(jpeg()), "UNDECODABLE"),
                bad(
                        "image on which the model fails",
                        floats(0.5f),
                        "INFERENCE_FAILED",
                        "content-type",
                        PROTOBUF,
                        "model",
                        "fragile"));
    }

    private static Bad bad(String kind, byte[] value, String reason, String... headers) {
        return new Bad(kind, value, List.of(headers), reason);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] jpeg() {
        return SampleImages.file("jpg", SampleImages.image(28, 28, BufferedImage.TYPE_BYTE_GRAY, 4));
    }

    private static byte[] tiff() {
        return SampleImages.file("tiff", SampleImages.image(28, 28, BufferedImage.TYPE_BYTE_GRAY, 5));
    }

    /** The head of a JPEG of 28 x 28 pixels of four channels. */
    private static byte[] inks() {
        return new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xc0, 0, 8, 8, 0, 28, 0, 28, 4};
    }

    private static byte[] message(NoisyImage image) {
        return image.toBuilder().setId("x").build().toByteArray();
    }

    private static byte[] raw(Encoding encoding, int height, int width, byte[] data) {
        return NoisyImage.newBuilder()
                .setImage(Image.newBuilder()
                        .setEncoding(encoding)
                        .setChannels(1)
                        .setHeight(height)
                        .setWidth(width)
                        .setData(com.google.protobuf.ByteString.copyFrom(data)))
                .build()
                .toByteArray();
    }

    private static byte[] gray8(int height, int width, int bytes) {
        return raw(Encoding.GRAY8, height, width, new byte[bytes]);
    }

    private static byte[] floats(float value) {
        ByteBuffer data = ByteBuffer.allocate(28 * 28 * 4).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(100 * 4, value);
        return raw(Encoding.FLOAT32, 28, 28, data.array());
    }
}
