package io.limpid.reports.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.limpid.reports.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes files apart with the field numbers written out here, not with the classes that wrote them. */
class TensorBoardWriterTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00.500Z");

    @TempDir
    private Path folder;

    @Test
    void aFileIsNamedByItsTimeAndBeginsWithTheVersion() throws IOException {
        try (TensorBoardWriter writer = TensorBoardWriter.create(folder.resolve("tensorboard"), START)) {
            assertThat(writer.path()).hasFileName("events.out.tfevents.1777636800.limpid");

            Map<Integer, Object> event = only(writer.path());
            assertThat(asDouble(event.get(1))).isEqualTo(1777636800.5);
            assertThat(asText(event.get(3))).isEqualTo("brain.Event:2");
        }
    }

    @Test
    void aSecondFileOfTheSameSecondLeavesTheFirstAlone() throws IOException {
        try (TensorBoardWriter first = TensorBoardWriter.create(folder, START);
                TensorBoardWriter second = TensorBoardWriter.create(folder, START)) {
            second.scalar("loss", 1, START, 0.5);

            assertThat(RecordBytes.records(first.path())).hasSize(1);
            assertThat(RecordBytes.records(second.path())).hasSize(2);
            assertThat(second.path().getFileName().toString())
                    .startsWith(first.path().getFileName().toString());
        }
    }

    @Test
    void aScalarCanBeReadBeforeTheFileIsClosed() throws IOException {
        try (TensorBoardWriter writer = TensorBoardWriter.create(folder, START)) {
            writer.scalar("loss/train", 3_000_000_000L, START.plusSeconds(1), 0.125);

            Map<Integer, Object> event = second(writer.path());
            assertThat(asDouble(event.get(1))).isEqualTo(1777636801.5);
            assertThat(event.get(2)).isEqualTo(3_000_000_000L);
            Map<Integer, Object> value = value(event);
            assertThat(asText(value.get(1))).isEqualTo("loss/train");
            assertThat(Float.intBitsToFloat((Integer) value.get(2))).isEqualTo(0.125f);
        }
    }

    @Test
    void anImageComesWithItsSize() throws IOException {
        byte[] png = Picture.png(new float[6], 1, 2, 3, 1);
        try (TensorBoardWriter writer = TensorBoardWriter.create(folder, START)) {
            writer.image("samples", 7, START, png);

            Map<Integer, Object> image =
                    fields((byte[]) value(second(writer.path())).get(4));
            assertThat(image).containsEntry(1, 2L).containsEntry(2, 3L).containsEntry(3, 3L);
            assertThat((byte[]) image.get(4)).isEqualTo(png);
        }
    }

    @Test
    void whatIsNoPictureIsRefused() {
        try (TensorBoardWriter writer = TensorBoardWriter.create(folder, START)) {
            assertThatThrownBy(() -> writer.image("samples", 1, START, new byte[10]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("samples: expected a PNG file, found 10 other bytes");
        }
    }

    @Test
    void aTextIsATensorOfOneStringForTheTextPlugin() throws IOException {
        try (TensorBoardWriter writer = TensorBoardWriter.create(folder, START)) {
            writer.text("recipe", 0, START, "    epochs: 3 – drei");

            Map<Integer, Object> value = value(second(writer.path()));
            Map<Integer, Object> tensor = fields((byte[]) value.get(8));
            assertThat(tensor).containsEntry(1, 7L);
            assertThat(asText(tensor.get(8))).isEqualTo("    epochs: 3 – drei");
            Map<Integer, Object> plugin =
                    fields((byte[]) fields((byte[]) value.get(9)).get(1));
            assertThat(asText(plugin.get(1))).isEqualTo("text");
        }
    }

    @Test
    void aHistogramCountsEveryFiniteValueOnce() {
        float[] values = new float[1002];
        IntStream.range(0, 1000).forEach(i -> values[i] = i / 999f);
        values[1000] = Float.NaN;
        values[1001] = Float.NEGATIVE_INFINITY;

        EventProtos.Histogram histogram = Histograms.of(values);

        assertThat(histogram.getNum()).isEqualTo(1000);
        assertThat(histogram.getSum()).isCloseTo(500, within(1e-3));
        assertThat(histogram.getBucketList()).hasSize(30).allMatch(count -> count >= 33 && count <= 35);
        assertThat(histogram.getBucketList().stream()
                        .mapToDouble(count -> count)
                        .sum())
                .isEqualTo(1000);
        assertThat(histogram.getBucketLimit(29)).isCloseTo(1, within(1e-6));
    }

    @Test
    void valuesAllAlikeFillOneBucket() {
        assertThat(Histograms.of(new float[] {2, 2, 2}).getBucket(0)).isEqualTo(3);
        assertThat(Histograms.of(new float[0]).getNum()).isZero();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> TensorBoardWriter.create(file, START)).hasMessageContaining("can't write " + file);
    }

    private static Map<Integer, Object> only(Path file) throws IOException {
        List<byte[]> records = RecordBytes.records(file);
        assertThat(records).hasSize(1);
        return fields(records.get(0));
    }

    private static Map<Integer, Object> second(Path file) throws IOException {
        List<byte[]> records = RecordBytes.records(file);
        assertThat(records).hasSize(2);
        return fields(records.get(1));
    }

    /** The one value of an event's summary. */
    private static Map<Integer, Object> value(Map<Integer, Object> event) throws IOException {
        return fields((byte[]) fields((byte[]) event.get(5)).get(1));
    }

    /** By field number: Long for variable-length integers and 64 bits, Integer for 32 bits, byte[] for the rest. */
    private static Map<Integer, Object> fields(byte[] message) throws IOException {
        Map<Integer, Object> fields = new LinkedHashMap<>();
        List<Integer> repeated = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Object value =
                    switch (WireFormat.getTagWireType(tag)) {
                        case WireFormat.WIRETYPE_VARINT -> in.readInt64();
                        case WireFormat.WIRETYPE_FIXED64 -> in.readFixed64();
                        case WireFormat.WIRETYPE_FIXED32 -> in.readFixed32();
                        default -> in.readByteArray();
                    };
            if (fields.put(WireFormat.getTagFieldNumber(tag), value) != null) {
                repeated.add(WireFormat.getTagFieldNumber(tag));
            }
        }
        assertThat(repeated).isEmpty();
        return fields;
    }

    private static double asDouble(Object bits) {
        return Double.longBitsToDouble((Long) bits);
    }

    private static String asText(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
