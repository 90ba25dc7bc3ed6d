package io.limpid.trainer.service;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.stream.Collectors;

/** Answers for bodies that are JSON, but not the JSON that is expected. */
@Provider
public class WrongBody implements ExceptionMapper<MismatchedInputException> {
    @Override
    public Response toResponse(MismatchedInputException wrong) {
        return Problem.response(400, message(wrong));
    }

    /** One line: where, what is wrong, what is allowed. */
    static String message(MismatchedInputException wrong) {
        String key = wrong.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            return "unknown key '" + key + "'; allowed: "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .toList();
        }
        String what = wrong.getOriginalMessage().lines().findFirst().orElse("");
        return key.isEmpty() ? "expected an object: " + what : key + " has a wrong value: " + what;
    }
}
