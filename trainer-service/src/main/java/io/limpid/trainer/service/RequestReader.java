package io.limpid.trainer.service;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.TrainingRequested;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads what a record asks for: a {@code TrainingRequested} message, JSON as {@code POST /trainings} takes it, or a bare recipe. The
 * {@code content-type} header says which; without one an opening brace means JSON, anything else a message.
 */
final class RequestReader {
    private final ObjectReader json;

    /** @param json reads a {@link TrainingRequest} as the HTTP interface does */
    RequestReader(ObjectReader json) {
        this.json = requireNonNull(json, "json");
    }

    /** @param id inside the value; empty where there is none */
    record Asked(TrainingRequest request, String id) {}

    Asked read(ConsumerRecord<byte[], byte[]> request) throws UnreadableRequest {
        byte[] value = request.value();
        if (value == null) {
            throw new UnreadableRequest(
                    RequestProblem.NO_VALUE, "expected a training request, found a record without a value");
        }
        if (value.length == 0) {
            throw new UnreadableRequest(RequestProblem.EMPTY, "expected a training request, found an empty value");
        }
        String type =
                HeaderNames.text(request.headers(), HeaderNames.CONTENT_TYPE).orElseGet(() -> sniff(value));
        if (ContentType.isProtobuf(type)) {
            return message(value);
        }
        return switch (ContentType.bare(type)) {
            case ContentType.JSON -> new Asked(json(value), "");
            case ContentType.YAML ->
                new Asked(TrainingRequest.ofRecipeText(new String(value, StandardCharsets.UTF_8)), "");
            default ->
                throw new UnreadableRequest(
                        RequestProblem.UNSUPPORTED_CONTENT_TYPE,
                        "expected a content-type of " + ContentType.PROTOBUF + ", " + ContentType.JSON + " or "
                                + ContentType.YAML + ", found '" + type + "'");
        };
    }

    private static String sniff(byte[] value) {
        int first = 0;
        while (first < value.length - 1 && Character.isWhitespace(value[first])) {
            first++;
        }
        return value[first] == '{' ? ContentType.JSON : ContentType.PROTOBUF;
    }

    private TrainingRequest json(byte[] value) throws UnreadableRequest {
        try {
            TrainingRequest request = json.readValue(value);
            if (request == null) {
                throw new UnreadableRequest(
                        RequestProblem.WRONG_REQUEST, "expected {\"recipe\": \"<name>\"}, found null");
            }
            return request;
        } catch (MismatchedInputException wrong) {
            throw new UnreadableRequest(RequestProblem.WRONG_REQUEST, WrongBody.message(wrong), wrong);
        } catch (JsonProcessingException malformed) {
            throw undecodable(RefusedRequest.message(malformed), malformed);
        } catch (IOException malformed) {
            throw undecodable("expected JSON: " + malformed.getMessage(), malformed);
        }
    }

    private static UnreadableRequest undecodable(String message, IOException cause) {
        return new UnreadableRequest(RequestProblem.UNDECODABLE, message, cause);
    }

    private static Asked message(byte[] value) throws UnreadableRequest {
        try {
            TrainingRequested message = TrainingRequested.parseFrom(value);
            return new Asked(request(message), message.getId());
        } catch (InvalidProtocolBufferException malformed) {
            throw undecodable("expected a TrainingRequested message: " + malformed.getMessage(), malformed);
        }
    }

    private static TrainingRequest request(TrainingRequested message) {
        return new TrainingRequest(
                message.hasRecipe() ? message.getRecipe() : null,
                message.hasRecipeText() ? message.getRecipeText() : null,
                message.hasResume() ? message.getResume() : null,
                message.hasEpochs() ? Integer.valueOf(message.getEpochs()) : null,
                message.hasLimit() ? Integer.valueOf(message.getLimit()) : null,
                message.hasSeed() ? Long.valueOf(message.getSeed()) : null,
                message.hasDataset() ? message.getDataset() : null,
                message.hasNoise() ? message.getNoise() : null,
                message.getSetMap(),
                message.hasBudgetSeconds() ? Double.valueOf(message.getBudgetSeconds()) : null,
                message.getPublish());
    }
}
