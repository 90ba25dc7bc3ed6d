package io.limpid.classifier;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.PassedHeaders;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.inference.ClassifierModel;
import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.loop.BatchHandler;
import io.limpid.streaming.loop.BatchOutput;
import io.limpid.streaming.models.ModelCatalogue;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads frames from records, has them classified, and answers with labels or dead letters, in order. */
final class ClassifyingHandler implements BatchHandler {
    static final String EVENT_TYPE = "io.limpid.v1.Classification";
    /** Floats of decoded pictures held at once: 16 MiB of them. */
    private static final long MAX_VALUES = 4L << 20;

    private final Classifying classifying;
    private final ModelCatalogue<ClassifierModel> catalogue;
    private final ClassificationJson json = new ClassificationJson();
    private final int maxImages;
    private final Timer inferTime;

    /** @param maxImages worked on at once */
    ClassifyingHandler(
            PayloadLimits limits, int maxImages, ModelCatalogue<ClassifierModel> catalogue, StreamMetrics metrics) {
        this.classifying = new Classifying(new ImageCodec(limits), MAX_VALUES);
        this.catalogue = requireNonNull(catalogue, "catalogue");
        this.maxImages = maxImages;
        this.inferTime = metrics.stage("infer");
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> batch, BatchOutput output) {
        for (int from = 0; from < batch.size(); from += maxImages) {
            handleChunk(batch.subList(from, Math.min(batch.size(), from + maxImages)), output);
        }
    }

    private void handleChunk(List<ConsumerRecord<byte[], byte[]>> chunk, BatchOutput output) {
        List<Item> items = chunk.stream().map(ClassifyingHandler::parse).toList();
        List<Request> requests = new ArrayList<>();
        items.forEach(item -> item.maybeRequest().ifPresent(requests::add));
        List<Outcome> outcomes = requests.isEmpty()
                ? List.of()
                : inferTime.record(() -> catalogue.using(models -> classifying.run(requests, models)));
        int next = 0;
        for (Item item : items) {
            if (item instanceof Item.Readable readable) {
                send(readable, outcomes.get(next++), output);
            } else if (item instanceof Item.Unreadable unreadable) {
                output.bury(unreadable.record(), unreadable.deadLetter());
            }
        }
    }

    private static Item parse(ConsumerRecord<byte[], byte[]> frame) {
        if (frame.value() == null) {
            return unreadable(frame, "expected a limpid.v1.DenoisedFrame message, found a record without a value", "");
        }
        try {
            DenoisedFrame message = DenoisedFrame.parseFrom(frame.value());
            if (!message.hasImage()) {
                return unreadable(frame, "expected a limpid.v1.DenoisedFrame with an image, found none", "");
            }
            String wish =
                    HeaderNames.text(frame.headers(), HeaderNames.CLASSIFIER).orElse("");
            return new Item.Readable(frame, new Request(message, wish));
        } catch (InvalidProtocolBufferException malformed) {
            return unreadable(
                    frame,
                    "expected a limpid.v1.DenoisedFrame message: " + malformed.getMessage(),
                    malformed.getClass().getName());
        }
    }

    private static Item unreadable(ConsumerRecord<byte[], byte[]> frame, String message, String exception) {
        return new Item.Unreadable(frame, new DeadLetter(Refusal.MALFORMED_FRAME.name(), message, exception));
    }

    private void send(Item.Readable item, Outcome outcome, BatchOutput output) {
        if (outcome instanceof Outcome.Labelled labelled) {
            byte[] value = json.serialize("", Labels.of(item.request().frame(), labelled));
            output.answer(
                    item.record(), PassedHeaders.from(item.record().headers(), ContentType.JSON, EVENT_TYPE), value);
        } else if (outcome instanceof Outcome.Refused refused) {
            output.bury(
                    item.record(), new DeadLetter(refused.refusal().name(), refused.message(), refused.exception()));
        }
    }
}
