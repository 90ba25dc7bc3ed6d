package io.limpid.contracts.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.NoisyImage;
import io.limpid.contracts.v1.TrainingEvent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fields and enum values are only ever added: none changes its number, name or type, none goes. */
class FieldsTest {
    private final List<String> promised = Golden.lines("fields.txt");
    private final List<String> actual = Stream.of(
                    NoisyImage.getDescriptor(),
                    DenoisedFrame.getDescriptor(),
                    ModelPublished.getDescriptor(),
                    TrainingEvent.getDescriptor())
            .map(Descriptor::getFile)
            .flatMap(FieldsTest::linesOf)
            .toList();

    private static Stream<String> linesOf(FileDescriptor file) {
        return Stream.concat(
                file.getMessageTypes().stream().flatMap(FieldsTest::linesOf),
                file.getEnumTypes().stream().flatMap(FieldsTest::linesOf));
    }

    private static Stream<String> linesOf(Descriptor message) {
        return Stream.concat(
                message.getFields().stream().map(FieldsTest::lineOf),
                message.getNestedTypes().stream().flatMap(FieldsTest::linesOf));
    }

    private static Stream<String> linesOf(EnumDescriptor type) {
        return type.getValues().stream()
                .map(value -> type.getFullName() + " " + value.getNumber() + " " + value.getName());
    }

    private static String lineOf(FieldDescriptor field) {
        String repeated = field.isRepeated() ? "repeated " : "";
        String presence =
                field.hasPresence() && field.getJavaType() != FieldDescriptor.JavaType.MESSAGE ? "optional " : "";
        String oneof = field.getRealContainingOneof() == null
                ? ""
                : " of " + field.getRealContainingOneof().getName();
        return "%s %d %s %s%s%s%s"
                .formatted(
                        field.getContainingType().getFullName(),
                        field.getNumber(),
                        field.getName(),
                        repeated,
                        presence,
                        typeOf(field),
                        oneof);
    }

    private static String typeOf(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }

    @Test
    void everyPromisedFieldIsThere() {
        assertThat(actual).containsAll(promised);
    }

    @Test
    void everyNewFieldIsPromised() {
        assertThat(promised)
                .as("new fields belong into src/test/resources/golden/fields.txt, to stay as they are")
                .containsAll(actual);
    }
}
