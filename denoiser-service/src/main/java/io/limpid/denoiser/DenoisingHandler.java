package io.limpid.denoiser;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.MessageLite;
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
import io.limpid.streaming.loop.BatchHandler;
import io.limpid.streaming.loop.BatchOutput;
import io.limpid.streaming.models.ModelCatalogue;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads noisy images from records, has them denoised, and answers with frames or dead letters, in order. */
final class DenoisingHandler implements BatchHandler {
    static final String EVENT_TYPE = "io.limpid.v1.DenoisedFrame";

    private final NoisyPayloadReader reader;
    private final Frames frames;
    private final Denoising denoising = new Denoising();
    private final ModelCatalogue<DenoiserModel> catalogue;
    private final AnswerLimits limits;
    private final Timer decodeTime;
    private final Timer inferTime;
    private final Timer encodeTime;
    private final DistributionSummary anomalyScores;
    private final DriftWatch drift;

    /**
     * @param maxImages worked on at once
     * @param maxValues worked on at once, so that large images don't fill the memory
     * @param maxBytes of an encoded answer
     */
    record AnswerLimits(int maxImages, long maxValues, int maxBytes) {}

    DenoisingHandler(
            PayloadLimits payload,
            AnswerLimits limits,
            ModelCatalogue<DenoiserModel> catalogue,
            StreamMetrics metrics,
            DriftWatch drift) {
        this.reader = new NoisyPayloadReader(payload);
        this.frames = new Frames(new ImageCodec(payload));
        this.limits = requireNonNull(limits, "limits");
        this.catalogue = requireNonNull(catalogue, "catalogue");
        this.decodeTime = metrics.stage("decode");
        this.inferTime = metrics.stage("infer");
        this.encodeTime = metrics.stage("encode");
        this.anomalyScores = metrics.anomalyScores();
        this.drift = requireNonNull(drift, "drift");
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> batch, BatchOutput output) {
        List<Item> chunk = new ArrayList<>();
        long values = 0;
        for (ConsumerRecord<byte[], byte[]> noisy : batch) {
            Item item = decodeTime.record(() -> decode(noisy));
            chunk.add(item);
            values += item.values();
            if (chunk.size() >= limits.maxImages() || values >= limits.maxValues()) {
                answer(chunk, output);
                chunk.clear();
                values = 0;
            }
        }
        answer(chunk, output);
    }

    private Item decode(ConsumerRecord<byte[], byte[]> noisy) {
        long began = System.nanoTime();
        try {
            NoisyPayload payload = reader.read(noisy.value(), noisy.headers());
            String wish = HeaderNames.text(noisy.headers(), HeaderNames.MODEL).orElse("");
            return new Item.Readable(noisy, new Request(payload, wish, System.nanoTime() - began));
        } catch (MalformedPayloadException malformed) {
            return new Item.Unreadable(noisy, DeadLetter.of(malformed.problem(), malformed));
        } catch (RuntimeException unexpected) {
            return new Item.Unreadable(noisy, DeadLetter.of(Refusal.INTERNAL_ERROR, unexpected));
        }
    }

    private void answer(List<Item> chunk, BatchOutput output) {
        List<Request> requests =
                chunk.stream().flatMap(item -> item.maybeRequest().stream()).toList();
        List<Outcome> outcomes = requests.isEmpty()
                ? List.of()
                : inferTime.record(() -> catalogue.using(models -> denoising.run(requests, models)));
        encodeTime.record(() -> {
            int next = 0;
            for (Item item : chunk) {
                if (item instanceof Item.Readable readable) {
                    send(readable, outcomes.get(next++), output);
                } else if (item instanceof Item.Unreadable unreadable) {
                    output.bury(unreadable.record(), unreadable.deadLetter());
                }
            }
        });
    }

    private void send(Item.Readable item, Outcome outcome, BatchOutput output) {
        if (outcome instanceof Outcome.Clean clean) {
            sendFrame(item, clean, output);
        } else if (outcome instanceof Outcome.Refused refused) {
            output.bury(
                    item.record(), new DeadLetter(refused.refusal().name(), refused.message(), refused.exception()));
        }
    }

    private void sendFrame(Item.Readable item, Outcome.Clean clean, BatchOutput output) {
        MessageLite frame = frame(item, clean);
        if (frame.getSerializedSize() > limits.maxBytes()) {
            String message = "expected an answer of at most " + limits.maxBytes() + " bytes, it has "
                    + frame.getSerializedSize() + "; ask for a smaller encoding by the accept header";
            output.bury(item.record(), new DeadLetter(Refusal.ANSWER_TOO_LARGE.name(), message, ""));
            return;
        }
        output.answer(
                item.record(),
                PassedHeaders.from(item.record().headers(), ContentType.PROTOBUF, EVENT_TYPE),
                frame.toByteArray());
    }

    private DenoisedFrame frame(Item.Readable item, Outcome.Clean clean) {
        NoisyPayload payload = item.request().payload();
        clean.denoised().anomaly().ifPresent(anomalyScores::record);
        DenoisedFrame frame = frames.of(ImageId.of(item.record(), payload.id()), item.request(), clean);
        clean.training()
                .ifPresent(training -> drift.observe(
                        clean.denoiser(),
                        training,
                        payload.pixels(),
                        frame.getNoiseSigma(),
                        clean.denoised().latent()));
        return frame;
    }
}
