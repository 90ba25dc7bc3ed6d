package io.limpid.denoiser;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.NoisyPayload;
import io.limpid.contracts.image.NoisyPayloadReader;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.ImageId;
import io.limpid.contracts.stream.PassedHeaders;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.inference.DenoiserModel;
import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.pipeline.Answer;
import io.limpid.streaming.pipeline.Item;
import io.limpid.streaming.pipeline.Stages;
import io.micrometer.core.instrument.DistributionSummary;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads noisy images from records, has them denoised, and answers with frames or dead letters. */
final class DenoisingStages implements Stages<Request, Outcome> {
    static final String EVENT_TYPE = "io.limpid.v1.DenoisedFrame";

    private final NoisyPayloadReader reader;
    private final Frames frames;
    private final Denoising denoising;
    private final ModelCatalogue<DenoiserModel> catalogue;
    private final int maxBytes;
    private final DistributionSummary anomalyScores;
    private final DriftWatch drift;

    /** @param maxBytes of an encoded answer */
    DenoisingStages(
            PayloadLimits payload,
            int maxBytes,
            ModelCatalogue<DenoiserModel> catalogue,
            Denoising denoising,
            StreamMetrics metrics,
            DriftWatch drift) {
        this.reader = new NoisyPayloadReader(payload);
        this.frames = new Frames(new ImageCodec(payload));
        this.maxBytes = maxBytes;
        this.catalogue = requireNonNull(catalogue, "catalogue");
        this.denoising = requireNonNull(denoising, "denoising");
        this.anomalyScores = metrics.anomalyScores();
        this.drift = requireNonNull(drift, "drift");
    }

    @Override
    public Item<Request> decode(ConsumerRecord<byte[], byte[]> noisy) {
        long began = System.nanoTime();
        try {
            NoisyPayload payload = reader.read(noisy.value(), noisy.headers());
            String wish = HeaderNames.text(noisy.headers(), HeaderNames.MODEL).orElse("");
            String id = ImageId.of(noisy, payload.id());
            return new Item.Readable<>(noisy, new Request(payload, id, wish, System.nanoTime() - began));
        } catch (MalformedPayloadException malformed) {
            return new Item.Unreadable<>(noisy, DeadLetter.of(malformed.problem(), malformed));
        } catch (RuntimeException unexpected) {
            return new Item.Unreadable<>(noisy, DeadLetter.of(Refusal.INTERNAL_ERROR, unexpected));
        }
    }

    @Override
    public long values(Request request) {
        return request.payload().values();
    }

    @Override
    public List<Outcome> infer(List<Request> requests) {
        return catalogue.using(models -> denoising.run(requests, models));
    }

    @Override
    public Answer encode(Item.Readable<Request> item, Outcome outcome) {
        if (outcome instanceof Outcome.Clean clean) {
            return answerWith(frame(item.request(), clean), item.source());
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        return new Answer.Burial(
                item.source(), new DeadLetter(refused.refusal().name(), refused.message(), refused.exception()));
    }

    private Answer answerWith(DenoisedFrame frame, ConsumerRecord<byte[], byte[]> noisy) {
        if (frame.getSerializedSize() > maxBytes) {
            String message = "expected an answer of at most " + maxBytes + " bytes, it has " + frame.getSerializedSize()
                    + "; ask for a smaller encoding by the accept header";
            return new Answer.Burial(noisy, new DeadLetter(Refusal.ANSWER_TOO_LARGE.name(), message, ""));
        }
        return new Answer.Reply(
                noisy, PassedHeaders.from(noisy.headers(), ContentType.PROTOBUF, EVENT_TYPE), frame.toByteArray());
    }

    private DenoisedFrame frame(Request request, Outcome.Clean clean) {
        clean.denoised().anomaly().ifPresent(anomalyScores::record);
        DenoisedFrame frame = frames.of(request.id(), request, clean);
        clean.training()
                .ifPresent(training -> drift.observe(
                        clean.denoiser(),
                        training,
                        request.payload().pixels(),
                        frame.getNoiseSigma(),
                        clean.denoised().latent()));
        return frame;
    }
}
