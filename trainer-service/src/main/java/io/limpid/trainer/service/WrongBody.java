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
        String key = wrong.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            return Problem.response(
                    400,
                    "unknown key '" + key + "'; allowed: "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .toList());
        }
        return Problem.response(
                400,
                key + " has a wrong value: "
                        + wrong.getOriginalMessage().lines().findFirst().orElse(""));
    }
}
