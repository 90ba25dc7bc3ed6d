package io.limpid.deploy;

import static java.util.Map.entry;

import com.google.protobuf.Descriptors.Descriptor;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.contracts.v1.NoisyImage;
import io.limpid.contracts.v1.TrainingEvent;
import io.limpid.contracts.v1.TrainingRequested;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The AsyncAPI 3.0 document of the topics, made of the names and messages that the code has. */
final class AsyncApi {
    private static final String RECEIVE = "receive";
    private static final String SEND = "send";

    private final Topics topics = new Topics("");
    private final MessageSchemas schemas = new MessageSchemas();
    private final Map<String, Object> channels = new LinkedHashMap<>();
    private final Map<String, Object> operations = new LinkedHashMap<>();
    private final Map<String, Object> messages = new LinkedHashMap<>();

    private AsyncApi() {}

    static Map<String, Object> document() {
        return new AsyncApi().whole();
    }

    private Map<String, Object> whole() {
        addMessages();
        addChannels();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("asyncapi", "3.0.0");
        document.put("info", info());
        document.put("defaultContentType", ContentType.PROTOBUF);
        document.put("channels", channels);
        document.put("operations", operations);
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("messages", messages);
        components.put("schemas", schemas.all());
        document.put("components", components);
        return document;
    }

    private static Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", "Limpid");
        info.put("version", "1");
        info.put(
                "description",
                "Cleans noisy images as they stream through Kafka. Operations are told from the services' side: publish to what they"
                        + " receive, read what they send, with isolation.level=read_committed. A prefix may stand in front of all"
                        + " topic names. Messages are protobuf, package limpid.v1, unless the content type says otherwise; their"
                        + " schemas are told by the JSON mapping of proto3. Fields are only ever added.");
        return info;
    }

    private void addMessages() {
        String files = Arrays.stream(Encoding.values())
                .filter(encoding -> encoding != Encoding.UNRECOGNIZED && encoding != Encoding.ENCODING_UNSPECIFIED)
                // raw pixels have no file
                .filter(encoding -> encoding.getNumber() < Encoding.GRAY8_VALUE)
                .map(ContentType::of)
                .collect(Collectors.joining(", "));
        binary("imageFile", "image/png", "The bytes of an image file: " + files + ".", noisyHeaders());
        message("noisyImage", ContentType.PROTOBUF, NoisyImage.getDescriptor(), noisyHeaders());
        message("denoisedFrame", ContentType.PROTOBUF, DenoisedFrame.getDescriptor(), passedHeaders());
        message("classification", ContentType.JSON, Classification.getDescriptor(), passedHeaders());
        binary(
                "deadLetter",
                "application/octet-stream",
                "A record as it came, which no service could answer.",
                deadHeaders());
        message("modelPublished", ContentType.PROTOBUF, ModelPublished.getDescriptor(), Map.of());
        message("modelReport", ContentType.PROTOBUF, ModelReport.getDescriptor(), Map.of());
        message("trainingEvent", ContentType.PROTOBUF, TrainingEvent.getDescriptor(), Map.of());
        message("trainingRequested", ContentType.PROTOBUF, TrainingRequested.getDescriptor(), requestHeaders());
        message("trainingRequestedJson", ContentType.JSON, TrainingRequested.getDescriptor(), requestHeaders());
        binary("recipe", ContentType.YAML, "A recipe, as in the folder recipes.", requestHeaders());
    }

    private void addChannels() {
        channel("imagesNoisy", topics.noisy(), "the image's id, or none", RECEIVE, "imageFile", "noisyImage");
        channel("imagesDenoised", topics.denoised(), "that of the image", SEND, "denoisedFrame");
        channel("imagesLabels", topics.labels(), "that of the image", SEND, "classification");
        channel("imagesNoisyDead", topics.noisyDead(), "that of the image", SEND, "deadLetter");
        channel("imagesDenoisedDead", topics.denoisedDead(), "that of the image", SEND, "deadLetter");
        channel(
                "models",
                topics.models(),
                "the model's name; of a shadow or canary, NAME/candidate",
                RECEIVE,
                "modelPublished");
        channel("modelsReports", topics.modelReports(), "service/instance/model key", SEND, "modelReport");
        compacted("models", "modelsReports");
        channel("training", topics.training(), "run id; before there is a run, training id", SEND, "trainingEvent");
        channel(
                "trainingRequests",
                topics.trainingRequests(),
                "request id, or none",
                RECEIVE,
                "trainingRequested",
                "trainingRequestedJson",
                "recipe");
        channel("trainingRequestsDead", topics.trainingRequestsDead(), "that of the request", SEND, "deadLetter");
    }

    private void channel(String name, String address, String key, String action, String... named) {
        Map<String, Object> references = new LinkedHashMap<>();
        for (String message : named) {
            references.put(message, Map.of("$ref", "#/components/messages/" + message));
        }
        Map<String, Object> channel = new LinkedHashMap<>();
        channel.put("address", address);
        channel.put("description", "Key: " + key + ".");
        channel.put("messages", references);
        channel.put("bindings", Map.of("kafka", new LinkedHashMap<>(Map.of("topic", address))));
        channels.put(name, channel);
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("action", action);
        operation.put("channel", Map.of("$ref", "#/channels/" + name));
        operations.put(action + Character.toUpperCase(name.charAt(0)) + name.substring(1), operation);
    }

    private void compacted(String... names) {
        for (String name : names) {
            Map<String, Object> kafka = new LinkedHashMap<>();
            kafka.put("topic", ((Map<?, ?>) channels.get(name)).get("address"));
            kafka.put("topicConfiguration", Map.of("cleanup.policy", List.of("compact")));
            @SuppressWarnings("unchecked")
            Map<String, Object> channel = (Map<String, Object>) channels.get(name);
            channel.put("bindings", Map.of("kafka", kafka));
        }
    }

    private void message(String name, String contentType, Descriptor type, Map<String, String> headers) {
        Map<String, Object> message = started(name, contentType, headers);
        message.put("payload", schemas.reference(type));
        messages.put(name, message);
    }

    private void binary(String name, String contentType, String what, Map<String, String> headers) {
        Map<String, Object> message = started(name, contentType, headers);
        message.put("description", what);
        message.put("payload", Map.of("type", "string"));
        messages.put(name, message);
    }

    private static Map<String, Object> started(String name, String contentType, Map<String, String> headers) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("name", name);
        message.put("contentType", contentType);
        if (!headers.isEmpty()) {
            Map<String, Object> properties = new LinkedHashMap<>();
            headers.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(header -> {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("type", "string");
                schema.put("description", header.getValue());
                properties.put(header.getKey(), schema);
            });
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            schema.put("properties", properties);
            message.put("headers", schema);
        }
        return message;
    }

    private static Map<String, String> noisyHeaders() {
        return Map.ofEntries(
                entry(HeaderNames.CONTENT_TYPE, "The media type of the value; without it the first bytes tell."),
                entry(HeaderNames.ACCEPT, "The media type wanted for the denoised image."),
                entry(HeaderNames.MODEL, "The name of the denoiser to use."),
                entry(HeaderNames.CLASSIFIER, "The name of the classifier to use."),
                entry(HeaderNames.CLOUD_EVENT_ID, "Tells this image from all others; comes out on the other side."),
                entry(HeaderNames.CLOUD_EVENT_SOURCE, "Where the image comes from; comes out on the other side."),
                entry(HeaderNames.CLOUD_EVENT_TYPE, "What a CloudEvent is; that of the answer is another."),
                entry(HeaderNames.CLOUD_EVENT_SPEC_VERSION, "1.0 where the record is a CloudEvent."));
    }

    private static Map<String, String> passedHeaders() {
        return Map.ofEntries(
                entry(HeaderNames.CONTENT_TYPE, "The media type of the value."),
                entry(HeaderNames.CLOUD_EVENT_ID, "That of the image, where it had one."),
                entry(HeaderNames.CLOUD_EVENT_SOURCE, "That of the image, where it had one."),
                entry(HeaderNames.CLOUD_EVENT_TYPE, "Only where the image was a CloudEvent."));
    }

    private static Map<String, String> deadHeaders() {
        return Map.ofEntries(
                entry(HeaderNames.DEAD_LETTER_REASON, "A short code, such as UNDECODABLE."),
                entry(HeaderNames.DEAD_LETTER_MESSAGE, "One line: expected, found."),
                entry(HeaderNames.DEAD_LETTER_EXCEPTION, "What was thrown; empty where nothing was."),
                entry(HeaderNames.DEAD_LETTER_TOPIC, "Where the record lay."),
                entry(HeaderNames.DEAD_LETTER_PARTITION, "Where the record lay."),
                entry(HeaderNames.DEAD_LETTER_OFFSET, "Where the record lay."),
                entry(HeaderNames.DEAD_LETTER_SERVICE, "Who could not answer it."),
                entry(HeaderNames.DEAD_LETTER_SERVICE_VERSION, "Who could not answer it."),
                entry(HeaderNames.DEAD_LETTER_LEFT_OUT, "What had to be left out because no topic takes it."));
    }

    private static Map<String, String> requestHeaders() {
        return Map.ofEntries(
                entry(HeaderNames.CONTENT_TYPE, "The media type of the value."),
                entry(HeaderNames.CLOUD_EVENT_ID, "The request's id: what comes again under it is not trained again."));
    }
}
