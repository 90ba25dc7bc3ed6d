package io.limpid.classifier;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.NoisyPayloadReader;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.direct.DirectSettings;
import io.limpid.direct.PayloadStatus;
import io.limpid.direct.RefusedCall;
import io.limpid.direct.Turns;
import io.limpid.inference.ClassifierModel;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.pipeline.PixelBudget;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** Classifies one image or frame a call, with the models, the routes and the limits of the stream. Thread-safe. */
final class DirectClassifying {
    private final NoisyPayloadReader reader;
    private final Classifying classifying;
    private final ModelCatalogue<ClassifierModel> catalogue;
    private final PayloadLimits limits;
    private final Turns turns;

    DirectClassifying(
            ModelCatalogue<ClassifierModel> catalogue, PixelBudget budget, DirectSettings settings, Turns turns) {
        this.limits = settings.payload();
        this.reader = new NoisyPayloadReader(limits);
        this.classifying = new Classifying(limits, budget, Long.MAX_VALUE);
        this.catalogue = requireNonNull(catalogue, "catalogue");
        this.turns = requireNonNull(turns, "turns");
    }

    /**
     * Classifies when the call's turn comes.
     *
     * @param body an image's own bytes, or a DenoisedFrame where the content type says protobuf
     * @param headers content-type and classifier, as a record has them
     * @throws RefusedCall for what can't be read, exceeds the limits, or fits no live model
     */
    Classification classify(byte[] body, Headers headers) {
        return turns.take(() -> answer(request(body, headers)));
    }

    private Request request(byte[] body, Headers headers) {
        String wish = HeaderNames.text(headers, HeaderNames.CLASSIFIER).orElse("");
        String type = HeaderNames.text(headers, HeaderNames.CONTENT_TYPE).orElse("");
        if (ContentType.isProtobuf(type)) {
            DenoisedFrame frame = frame(body);
            return new Request(frame, frame.getId(), wish);
        }
        long began = System.nanoTime();
        Pixels picture = picture(body, headers);
        return new Request(
                DenoisedFrame.getDefaultInstance(), "", wish, Optional.of(picture), System.nanoTime() - began);
    }

    private DenoisedFrame frame(byte[] body) {
        if (body.length > limits.maxBytes()) {
            throw new RefusedCall(
                    413, "TOO_MANY_BYTES", "expected at most " + limits.maxBytes() + " bytes, found " + body.length);
        }
        try {
            DenoisedFrame frame = DenoisedFrame.parseFrom(body);
            if (!frame.hasImage()) {
                throw malformed("expected a limpid.v1.DenoisedFrame with an image, found none");
            }
            return frame;
        } catch (InvalidProtocolBufferException malformed) {
            throw malformed("expected a limpid.v1.DenoisedFrame message: " + malformed.getMessage());
        }
    }

    private static RefusedCall malformed(String message) {
        return new RefusedCall(400, Refusal.MALFORMED_FRAME.name(), message);
    }

    private Pixels picture(byte[] image, Headers headers) {
        try {
            return reader.read(image, headers).pixels();
        } catch (MalformedPayloadException malformed) {
            throw PayloadStatus.refused(malformed);
        }
    }

    private Classification answer(Request request) {
        if (catalogue.isEmpty()) {
            throw RefusedCall.later("expected a live model, there is none yet; publish one, or try again");
        }
        Outcome outcome = catalogue
                .using(models -> classifying.run(List.of(request), models))
                .get(0);
        if (outcome instanceof Outcome.Labelled labelled) {
            return Labels.of(request.frame(), labelled);
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        int status =
                switch (refused.refusal()) {
                    case MALFORMED_FRAME -> 400;
                    case NO_MODEL -> 422;
                    case INFERENCE_FAILED, INTERNAL_ERROR -> 500;
                };
        throw new RefusedCall(status, refused.refusal().name(), refused.message());
    }
}
