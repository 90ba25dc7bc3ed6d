package io.limpid.denoiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.DecodedImage;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.streaming.StreamService;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of all kinds and sizes, mixed, as they come from files: each is answered as its sender sent it, at half brightness. */
class AnyImageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final float FACTOR = 0.5f;
    /** Half a step: what rounding takes. */
    private static final float EXACT_IN_16_BITS = 0.5f / 65535 + 1e-6f;

    private static final float EXACT_IN_8_BITS = 0.5f / 255 + 1e-6f;

    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);

    @TempDir
    Path folder;

    /** What is sent, and how its answer must be. */
    private record Sent(String name, byte[] file, String accept, Encoding answer, int bitDepth, float tolerance) {}

    private static List<Sent> images() {
        byte[] deepGrey = deep(BufferedImage.TYPE_USHORT_GRAY, "png", 20, 10);
        byte[] deepTiff = deep(BufferedImage.TYPE_USHORT_GRAY, "tiff", 11, 13);
        byte[] transparent = transparent("png");
        return List.of(
                new Sent("8-bit PNG", SampleImages.greyPng(17, 9, 1), "", Encoding.PNG, 8, EXACT_IN_8_BITS),
                new Sent("16-bit PNG", deepGrey, "", Encoding.PNG, 16, EXACT_IN_16_BITS),
                new Sent("16-bit TIFF", deepTiff, "", Encoding.TIFF, 16, EXACT_IN_16_BITS),
                new Sent("16-bit PNG as TIFF", deepGrey, "image/tiff", Encoding.TIFF, 16, EXACT_IN_16_BITS),
                new Sent("16-bit PNG as BMP", deepGrey, "image/bmp", Encoding.BMP, 8, EXACT_IN_8_BITS),
                new Sent("RGBA PNG", transparent, "", Encoding.PNG, 8, EXACT_IN_8_BITS),
                new Sent("RGBA TIFF", transparent("tiff"), "", Encoding.TIFF, 8, EXACT_IN_8_BITS),
                new Sent("RGBA PNG as JPEG", transparent, "image/jpeg", Encoding.JPEG, 8, 1),
                new Sent("grey WebP", webp(), "", Encoding.PNG, 8, EXACT_IN_8_BITS),
                new Sent("JPEG on its side", turned(), "", Encoding.JPEG, 8, 0.1f));
    }

    @Test
    void isAnsweredAsItCame() throws Exception {
        try (DenoiserHarness harness = new DenoiserHarness(folder)) {
            StreamService service = harness.start();
            harness.awaitTopics();
            harness.publish("grey", 1, FixtureModels.anySizeDenoiser(1, FACTOR, "grey"), "grey");
            harness.publish("colour", 1, FixtureModels.anySizeDenoiser(3, FACTOR, "colour"), "colour");
            await().atMost(PATIENCE)
                    .until(() -> service.catalogue().published().size() == 2
                            && service.status().isRunning());

            for (Sent sent : images()) {
                harness.probe.send(record(sent));
            }

            Map<String, DenoisedFrame> frames = new TreeMap<>();
            for (ConsumerRecord<byte[], byte[]> one :
                    harness.probe.committed(DenoiserHarness.TOPICS.denoised(), images().size())) {
                frames.put(new String(one.key(), StandardCharsets.UTF_8), DenoisedFrame.parseFrom(one.value()));
            }
            for (Sent sent : images()) {
                assertThat(frames).containsKey(sent.name());
                assertAnswered(sent, frames.get(sent.name()));
            }
        }
    }

    @Test
    void greyInThreeChannelsIsForModelsOfGreyAsColourIsWhereTheyAreAskedFor() throws Exception {
        Pixels plane = Pixels.of(new ImageShape(1, 10, 20), SampleImages.noise(200, 4));
        byte[] greyInColour = codec.encodeBytes(Pixels.ofChannels(List.of(plane, plane, plane)), Encoding.PNG);
        byte[] colour = SampleImages.rgbPng(20, 10, 5);
        try (DenoiserHarness harness = new DenoiserHarness(folder)) {
            StreamService service = harness.start();
            harness.awaitTopics();
            harness.publish("grey", 1, FixtureModels.anySizeDenoiser(1, FACTOR, "grey"), "grey");
            harness.publish("colour", 1, FixtureModels.anySizeDenoiser(3, FACTOR, "colour"), "colour");
            await().atMost(PATIENCE)
                    .until(() -> service.catalogue().published().size() == 2
                            && service.status().isRunning());

            harness.probe.send(asking("grey in colour", greyInColour, ""));
            harness.probe.send(asking("colour", colour, ""));
            harness.probe.send(asking("colour for grey", colour, "grey"));

            Map<String, String> models = new TreeMap<>();
            for (ConsumerRecord<byte[], byte[]> one : harness.probe.committed(DenoiserHarness.TOPICS.denoised(), 3)) {
                String name = new String(one.key(), StandardCharsets.UTF_8);
                DenoisedFrame frame = DenoisedFrame.parseFrom(one.value());
                models.put(name, frame.getDenoiser().getName());
                byte[] file = name.equals("grey in colour") ? greyInColour : colour;
                assertAnswered(new Sent(name, file, "", Encoding.PNG, 8, EXACT_IN_8_BITS), frame);
            }
            assertThat(models)
                    .isEqualTo(Map.of("grey in colour", "grey", "colour", "colour", "colour for grey", "grey"));
        }
    }

    private static ProducerRecord<byte[], byte[]> asking(String name, byte[] file, String model) {
        RecordHeaders headers = new RecordHeaders();
        if (!model.isEmpty()) {
            headers.add("model", model.getBytes(StandardCharsets.UTF_8));
        }
        return new ProducerRecord<>(
                DenoiserHarness.TOPICS.noisy(), null, name.getBytes(StandardCharsets.UTF_8), file, headers);
    }

    private static ProducerRecord<byte[], byte[]> record(Sent sent) {
        RecordHeaders headers = new RecordHeaders();
        if (!sent.accept().isEmpty()) {
            headers.add("accept", sent.accept().getBytes(StandardCharsets.UTF_8));
        }
        return new ProducerRecord<>(
                DenoiserHarness.TOPICS.noisy(),
                null,
                sent.name().getBytes(StandardCharsets.UTF_8),
                sent.file(),
                headers);
    }

    private void assertAnswered(Sent sent, DenoisedFrame frame) throws Exception {
        DecodedImage in = codec.decodeFileInFull(
                sent.file(), ContentType.sniff(sent.file()).orElseThrow());
        DecodedImage out = codec.decodeInFull(frame.getImage());

        assertThat(frame.getImage().getEncoding()).as(sent.name()).isEqualTo(sent.answer());
        assertThat(out.bitDepth()).as(sent.name()).isEqualTo(sent.bitDepth());
        assertThat(out.pixels().shape()).as(sent.name()).isEqualTo(in.pixels().shape());
        assertThat(out.alpha())
                .as(sent.name())
                .isEqualTo(sent.answer() == Encoding.JPEG ? Optional.empty() : in.alpha());
        for (int i = 0; i < in.pixels().shape().size(); i++) {
            assertThat(out.pixels().get(i))
                    .as(sent.name())
                    .isCloseTo(in.pixels().get(i) * FACTOR, within(sent.tolerance()));
        }
    }

    @Test
    void isWhatItsNameSays() throws Exception {
        List<ImageShape> shapes = new ArrayList<>();
        for (Sent sent : images()) {
            shapes.add(
                    codec.decodeFile(sent.file(), ContentType.sniff(sent.file()).orElseThrow())
                            .shape());
        }

        assertThat(shapes)
                .containsExactly(
                        new ImageShape(1, 9, 17),
                        new ImageShape(1, 10, 20),
                        new ImageShape(1, 13, 11),
                        new ImageShape(1, 10, 20),
                        new ImageShape(1, 10, 20),
                        new ImageShape(3, 14, 12),
                        new ImageShape(3, 14, 12),
                        new ImageShape(3, 14, 12),
                        new ImageShape(1, 16, 16),
                        new ImageShape(1, 24, 8));
    }

    private static byte[] deep(int type, String format, int width, int height) {
        SplittableRandom random = new SplittableRandom(width);
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            image.getRaster().setSample(i % width, i / width, 0, random.nextInt(1 << 16));
        }
        return SampleImages.file(format, image);
    }

    private static byte[] transparent(String format) {
        BufferedImage image = SampleImages.image(12, 14, BufferedImage.TYPE_4BYTE_ABGR, 3);
        for (int i = 0; i < 12 * 14; i++) {
            image.getRaster().setSample(i % 12, i / 12, 3, i);
        }
        return SampleImages.file(format, image);
    }

    /** 16 × 16 pixels that grow lighter to the right and downwards. */
    private static byte[] webp() {
        return HexFormat.of()
                .parseHex("524946463e000000574542505650382032000000f001009d012a1000100000c01225a400"
                        + "4e0066fe99d1e5b000feffe24beeaed76f5cae221ce81baff21d87231d9a277c0000");
    }

    /** 24 × 8 pixels, to be turned a quarter to the right. */
    private static byte[] turned() {
        BufferedImage image = new BufferedImage(24, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 24 * 8; i++) {
            image.getRaster().setSample(i % 24, i / 24, 0, 10 * (i % 24));
        }
        byte[] jpeg = SampleImages.file("jpg", image);
        byte[] exif = HexFormat.of()
                .parseHex("ffe1" + "0022" + "457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000"
                        + "00000000");
        return ByteBuffer.allocate(jpeg.length + exif.length)
                .put(jpeg, 0, 2)
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }
}
