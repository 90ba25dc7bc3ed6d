package io.limpid.direct.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads JSON objects key by key. */
final class JsonFields {
    private JsonFields() {}

    /** Reads one key's value. */
    interface Field {
        void read(String key) throws IOException;
    }

    /**
     * Reads an object to its end.
     *
     * @param json at the object's begin
     * @param field is called at the first token of each value, and must read to its last
     */
    static void each(JsonParser json, String what, Field field) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Malformed.request(
                    "expected " + what + " to be an object, found " + Malformed.kind(json.currentToken()));
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            field.read(key);
        }
    }

    static String text(JsonParser json, String key) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw Malformed.request(
                    "expected '" + key + "' to be a text, found " + Malformed.kind(json.currentToken()));
        }
        return json.getText();
    }

    static boolean flag(JsonParser json, String key) throws IOException {
        if (!json.currentToken().isBoolean()) {
            throw Malformed.request(
                    "expected '" + key + "' to be true or false, found " + Malformed.kind(json.currentToken()));
        }
        return json.getBooleanValue();
    }

    /** A whole number of at least 0. */
    static long whole(JsonParser json, String key) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                || json.getLongValue() < 0) {
            throw Malformed.request("expected whole numbers of at least 0 for '" + key + "', found "
                    + (json.currentToken().isNumeric() ? json.getText() : Malformed.kind(json.currentToken())));
        }
        return json.getLongValue();
    }
}
