package io.limpid.trainer.service;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers for bodies that are JSON, but not the JSON that is expected. */
final class WrongBody {
    private WrongBody() {}

    @ServerExceptionMapper
    static Response answer(MismatchedInputException wrong) {
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
