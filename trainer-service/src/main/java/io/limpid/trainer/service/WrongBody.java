package io.limpid.trainer.service;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers for bodies that are JSON, but not the JSON that is expected. */
@Provider
public class WrongBody implements ExceptionMapper<MismatchedInputException> {
    private static final Pattern TOKEN = Pattern.compile("JsonToken\\.([A-Z_]+)");

    @Override
    public Response toResponse(MismatchedInputException wrong) {
        return Problem.response(400, message(wrong));
    }

    /** One line: where, what is expected, what was found. */
    static String message(MismatchedInputException wrong) {
        String key = key(wrong);
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            return "unknown key '" + key + "'; allowed: "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .toList();
        }
        return "expected " + expected(wrong.getTargetType()) + (key.isEmpty() ? "" : " for " + key) + found(wrong);
    }

    static String key(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
            return "a whole number";
        }
        return type == Double.class || type == double.class ? "a number" : "an object";
    }

    private static String found(MismatchedInputException wrong) {
        if (wrong instanceof InvalidFormatException value) {
            return ", found '" + value.getValue() + "'";
        }
        // the reader has gone on or is closed by now, and its message alone still knows
        Matcher token = TOKEN.matcher(String.valueOf(wrong.getOriginalMessage()));
        if (!token.find()) {
            return "";
        }
        return switch (token.group(1)) {
            case "START_ARRAY" -> ", found a list";
            case "START_OBJECT", "FIELD_NAME" -> ", found an object";
            case "VALUE_STRING" -> ", found a text";
            case "VALUE_NUMBER_INT", "VALUE_NUMBER_FLOAT" -> ", found a number";
            case "VALUE_TRUE", "VALUE_FALSE" -> ", found true or false";
            case "VALUE_NULL" -> ", found null";
            default -> "";
        };
    }
}
