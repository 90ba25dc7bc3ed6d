package io.limpid.deploy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** JSON schemas of protobuf messages, by the JSON mapping of proto3: what the messages hold, whichever way they are written. */
final class MessageSchemas {
    private final Map<String, Object> schemas = new TreeMap<>();

    /** A reference to the schema of the message, which is added with all that it holds. */
    Map<String, Object> reference(Descriptor message) {
        String name = message.getFullName();
        if (!schemas.containsKey(name)) {
            schemas.put(name, Map.of());
            schemas.put(name, schema(message));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** By full name. */
    Map<String, Object> all() {
        return schemas;
    }

    private Map<String, Object> schema(Descriptor message) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (FieldDescriptor field : message.getFields()) {
            fields.put(field.getJsonName(), ofField(field));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("x-proto-file", message.getFile().getName());
        schema.put("properties", fields);
        return schema;
    }

    private Map<String, Object> ofField(FieldDescriptor field) {
        if (field.isMapField()) {
            return ordered(
                    "type",
                    "object",
                    "additionalProperties",
                    one(field.getMessageType().findFieldByName("value")));
        }
        return field.isRepeated() ? ordered("type", "array", "items", one(field)) : one(field);
    }

    private Map<String, Object> one(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> reference(field.getMessageType());
            case ENUM ->
                ordered(
                        "type",
                        "string",
                        "enum",
                        field.getEnumType().getValues().stream()
                                .map(EnumValueDescriptor::getName)
                                .toList());
            case BOOLEAN -> Map.of("type", "boolean");
            case STRING -> Map.of("type", "string");
            case BYTE_STRING -> ordered("type", "string", "contentEncoding", "base64");
            case INT -> Map.of("type", "integer");
            // the mapping writes 64 bits as text, which JavaScript's numbers would round
            case LONG -> ordered("type", List.of("string", "integer"), "format", "int64");
            case FLOAT, DOUBLE ->
                ordered(
                        "type",
                        List.of("number", "string"),
                        "format",
                        field.getType().name().toLowerCase(Locale.ROOT));
        };
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(first, one);
        result.put(second, two);
        return result;
    }
}
