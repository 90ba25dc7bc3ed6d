package io.limpid.direct.protocol;

import com.fasterxml.jackson.core.JsonToken;
import io.limpid.direct.RefusedCall;
import org.jspecify.annotations.Nullable;

/** What is wrong with a request, told so that its sender can mend it. */
final class Malformed {
    private Malformed() {}

    static RefusedCall request(String message) {
        return new RefusedCall(400, "MALFORMED_REQUEST", message);
    }

    /** A token, as people call it. */
    static String kind(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_ARRAY, END_ARRAY -> "an array";
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> "nothing";
        };
    }
}
