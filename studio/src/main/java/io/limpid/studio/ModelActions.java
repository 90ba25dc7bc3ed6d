package io.limpid.studio;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.model.ModelHistory;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.studio.live.LiveModels;
import io.limpid.studio.stream.NotWrittenException;
import io.limpid.studio.stream.StreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Changes which models serve. Each change names the version that the caller believes to stand there, so that nobody changes what
 * somebody else has changed just before.
 */
public final class ModelActions {
    private final Topics topics;
    private final LiveModels models;
    private final StreamWriter writer;
    private final Clock clock;

    ModelActions(Topics topics, LiveModels models, StreamWriter writer, Clock clock) {
        this.topics = requireNonNull(topics, "topics");
        this.models = requireNonNull(models, "models");
        this.writer = requireNonNull(writer, "writer");
        this.clock = requireNonNull(clock, "clock");
    }

    /** What is asked for doesn't fit what stands in the topic. */
    public static final class OutdatedException extends Exception {
        private static final long serialVersionUID = 1L;

        OutdatedException(String message) {
            super(message);
        }
    }

    /** Puts a candidate live, or a version that was live before. @param version of either */
    public void promote(String name, String version) throws OutdatedException, NotWrittenException {
        Optional<ModelPublished> live = models.under(ModelKey.live(name));
        ModelPublished chosen = models.version(name, Long.parseUnsignedLong(version))
                .orElseThrow(() -> new OutdatedException(
                        "expected " + name + " " + version + " as a shadow or canary, or live before; found neither"));
        publish(ModelHistory.succeed(dated(chosen), live));
        if (models.under(ModelKey.candidate(name))
                .filter(tried -> isVersion(tried, version))
                .isPresent()) {
            write(ModelKey.candidate(name), null);
        }
    }

    /** Puts the version live that was live before. @param version that is live or retired now */
    public void rollBack(String name, String version) throws OutdatedException, NotWrittenException {
        ModelPublished now = require(ModelKey.live(name), version);
        publish(dated(ModelHistory.rollBack(now)
                .orElseThrow(() -> new OutdatedException("no version of " + name + " was live before " + version))));
    }

    /** Takes a live model or a candidate out of service. @param version that stands there now */
    public void retire(ModelKey key, String version) throws OutdatedException, NotWrittenException {
        ModelPublished now = require(key, version);
        if (key.candidate()) {
            write(key, null);
        } else if (now.getStage() == Stage.RETIRED) {
            throw new OutdatedException(key + " " + version + " is retired already");
        } else {
            publish(ModelHistory.retire(dated(now)));
        }
    }

    private ModelPublished require(ModelKey key, String version) throws OutdatedException {
        return models.under(key)
                .filter(now -> isVersion(now, version))
                .orElseThrow(() -> new OutdatedException("expected " + key + " " + version + ", found "
                        + models.under(key)
                                .map(now -> "version "
                                        + Long.toUnsignedString(now.getRef().getVersion()))
                                .orElse("no such model")));
    }

    private static boolean isVersion(ModelPublished model, String version) {
        return Long.toUnsignedString(model.getRef().getVersion()).equals(version);
    }

    private ModelPublished dated(ModelPublished model) {
        return model.toBuilder().setPublishedAt(clock.millis()).build();
    }

    private void publish(ModelPublished model) throws NotWrittenException {
        write(ModelKey.of(model), model.toByteArray());
    }

    private void write(ModelKey key, byte @Nullable [] value) throws NotWrittenException {
        writer.write(new ProducerRecord<>(topics.models(), key.toString().getBytes(StandardCharsets.UTF_8), value));
    }
}
