package io.limpid.trainer.recipe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the types of a recipe allow, found by reflection, so that no list of keys has to be kept beside them. */
final class RecipeTypes {
    static final String TYPE = "type";

    private RecipeTypes() {}

    /** The names of networks that do this task. */
    static List<String> networkTypes(TaskName task) {
        Class<?> kind =
                switch (task) {
                    case DENOISE -> NetworkChoice.Denoiser.class;
                    case CLASSIFY_FRAME -> NetworkChoice.FrameClassifier.class;
                    case CLASSIFY_LATENT -> NetworkChoice.LatentClassifier.class;
                };
        return Arrays.stream(subtypes(NetworkChoice.class))
                .filter(subtype -> kind.isAssignableFrom(subtype.value()))
                .map(JsonSubTypes.Type::name)
                .toList();
    }

    /** The name of the network whose record has that simple name; empty for other records. */
    static Optional<String> networkType(String record) {
        return Arrays.stream(subtypes(NetworkChoice.class))
                .filter(subtype -> subtype.value().getSimpleName().equals(record))
                .map(JsonSubTypes.Type::name)
                .findFirst();
    }

    /** As recipes spell it. */
    static String networkType(NetworkChoice network) {
        return Arrays.stream(subtypes(NetworkChoice.class))
                .filter(subtype -> subtype.value() == network.getClass())
                .map(JsonSubTypes.Type::name)
                .findFirst()
                .orElseThrow();
    }

    private static JsonSubTypes.Type[] subtypes(Class<?> type) {
        JsonSubTypes subtypes = type.getAnnotation(JsonSubTypes.class);
        return subtypes == null ? new JsonSubTypes.Type[0] : subtypes.value();
    }

    /** The names that a key {@code type} may have in an object of this type; none where there is no such choice. */
    static List<String> choices(Class<?> type) {
        return Arrays.stream(subtypes(type)).map(JsonSubTypes.Type::name).toList();
    }

    /** The record that an object is read as: itself, or the one its {@code type} names. Empty where that names none. */
    static Optional<Class<?>> recordOf(Class<?> type, JsonNode object) {
        if (type.isRecord()) {
            return Optional.of(type);
        }
        return Arrays.stream(subtypes(type))
                .filter(subtype -> subtype.name().equals(object.path(TYPE).asText()))
                .<Class<?>>map(JsonSubTypes.Type::value)
                .findFirst();
    }

    /** The keys an object read as this record may have. */
    static List<String> keys(Class<?> declared, Class<?> read) {
        List<String> keys = new ArrayList<>();
        if (!declared.isRecord()) {
            keys.add(TYPE);
        }
        Arrays.stream(read.getRecordComponents()).map(RecordComponent::getName).forEach(keys::add);
        return keys;
    }

    /** What an object read as this record says of a key that it may have. */
    static RecordComponent component(Class<?> read, String key) {
        return Arrays.stream(read.getRecordComponents())
                .filter(component -> component.getName().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(read.getSimpleName() + " has no " + key));
    }

    /** The limits of a component that has some. */
    static Limits limits(Class<?> record, String key) {
        return requireNonNull(component(record, key).getAnnotation(Limits.class), key);
    }

    /** The keys that may not be left out. */
    static List<String> required(Class<?> read) {
        return Arrays.stream(read.getRecordComponents())
                .filter(component -> component.isAnnotationPresent(Required.class))
                .map(RecordComponent::getName)
                .toList();
    }

    static boolean isList(RecordComponent component) {
        return component.getType() == List.class;
    }

    /** The type of a key's value; of a list, of its elements. */
    static Class<?> valueType(RecordComponent component) {
        Type generic = component.getGenericType();
        return generic instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : component.getType();
    }

    /** Whether values of this type are whole numbers. */
    static boolean isWhole(Class<?> type) {
        return type == int.class || type == long.class || type == Integer.class || type == Long.class;
    }

    /** Whether values of this type are objects with keys. */
    static boolean hasKeys(Class<?> type) {
        return type.isRecord() || subtypes(type).length > 0;
    }

    /** An enumeration's values as recipes spell them. */
    static List<String> spellings(Class<?> enumeration) {
        return Arrays.stream(enumeration.getFields())
                .filter(field -> field.isEnumConstant())
                .map(field -> field.getAnnotation(JsonProperty.class).value())
                .toList();
    }
}
