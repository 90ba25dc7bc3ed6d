package io.limpid.classifier;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.ImageId;
import io.limpid.contracts.stream.PassedHeaders;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.inference.ClassifierModel;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.pipeline.Answer;
import io.limpid.streaming.pipeline.Item;
import io.limpid.streaming.pipeline.PixelBudget;
import io.limpid.streaming.pipeline.Stages;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads frames from records, has them classified, and answers with labels or dead letters. */
final class ClassifyingStages implements Stages<Request, Outcome> {
    static final String EVENT_TYPE = "io.limpid.v1.Classification";
    /** Floats of decoded pictures held at once: 16 MiB of them. */
    private static final long MAX_VALUES = 4L << 20;

    private final Classifying classifying;
    private final ModelCatalogue<ClassifierModel> catalogue;
    private final ClassificationJson json = new ClassificationJson();

    ClassifyingStages(PayloadLimits limits, PixelBudget budget, ModelCatalogue<ClassifierModel> catalogue) {
        this.classifying = new Classifying(limits, budget, MAX_VALUES);
        this.catalogue = requireNonNull(catalogue, "catalogue");
    }

    @Override
    public Item<Request> decode(ConsumerRecord<byte[], byte[]> frame) {
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
            return new Item.Readable<>(frame, new Request(message, ImageId.of(frame, message.getId()), wish));
        } catch (InvalidProtocolBufferException malformed) {
            return unreadable(
                    frame,
                    "expected a limpid.v1.DenoisedFrame message: " + malformed.getMessage(),
                    malformed.getClass().getName());
        }
    }

    /** A frame's picture is decoded only where a model looks at it, so what it keeps are its bytes. */
    @Override
    public long values(Request request) {
        return 0;
    }

    @Override
    public List<Outcome> infer(List<Request> requests) {
        return catalogue.using(models -> classifying.run(requests, models));
    }

    @Override
    public Answer encode(Item.Readable<Request> item, Outcome outcome) {
        if (outcome instanceof Outcome.Labelled labelled) {
            byte[] value = json.serialize("", Labels.of(item.request().frame(), labelled));
            return new Answer.Reply(
                    item.source(), PassedHeaders.from(item.source().headers(), ContentType.JSON, EVENT_TYPE), value);
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        return new Answer.Burial(
                item.source(), new DeadLetter(refused.refusal().name(), refused.message(), refused.exception()));
    }

    private static Item<Request> unreadable(ConsumerRecord<byte[], byte[]> frame, String message, String exception) {
        return new Item.Unreadable<>(frame, new DeadLetter(Refusal.MALFORMED_FRAME.name(), message, exception));
    }
}
