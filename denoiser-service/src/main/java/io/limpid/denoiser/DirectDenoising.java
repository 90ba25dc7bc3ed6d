package io.limpid.denoiser;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.NoisyPayload;
import io.limpid.contracts.image.NoisyPayloadReader;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.direct.DirectSettings;
import io.limpid.direct.PayloadStatus;
import io.limpid.direct.RefusedCall;
import io.limpid.direct.Turns;
import io.limpid.inference.DenoiserModel;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.pipeline.PixelBudget;
import java.util.List;
import org.apache.kafka.common.header.Headers;

/** Denoises one image a call, with the models, the routes and the limits of the stream. Thread-safe. */
final class DirectDenoising {
    private final NoisyPayloadReader reader;
    private final Frames frames;
    private final Denoising denoising;
    private final ModelCatalogue<DenoiserModel> catalogue;
    private final DirectSettings settings;
    private final PixelBudget budget;
    private final Turns turns;

    DirectDenoising(
            ModelCatalogue<DenoiserModel> catalogue,
            Denoising denoising,
            DirectSettings settings,
            PixelBudget budget,
            Turns turns) {
        PayloadLimits limits = budget.guarding(settings.payload());
        this.reader = new NoisyPayloadReader(limits);
        this.frames = new Frames(new ImageCodec(limits));
        this.catalogue = requireNonNull(catalogue, "catalogue");
        this.denoising = requireNonNull(denoising, "denoising");
        this.settings = settings;
        this.budget = budget;
        this.turns = requireNonNull(turns, "turns");
    }

    /**
     * Denoises when the call's turn comes.
     *
     * @param headers content-type, accept and model, as a record has them
     * @throws RefusedCall for an image that can't be read, exceeds the limits, or that no live model takes
     */
    DenoisedFrame denoise(byte[] image, Headers headers) {
        return turns.take(() -> {
            try {
                long began = System.nanoTime();
                NoisyPayload payload = read(image, headers);
                String wish = HeaderNames.text(headers, HeaderNames.MODEL).orElse("");
                return answer(new Request(payload, payload.id(), wish, System.nanoTime() - began));
            } finally {
                budget.giveBack();
            }
        });
    }

    private NoisyPayload read(byte[] image, Headers headers) {
        try {
            return reader.read(image, headers);
        } catch (MalformedPayloadException malformed) {
            throw PayloadStatus.refused(malformed);
        }
    }

    private DenoisedFrame answer(Request request) {
        if (catalogue.isEmpty()) {
            throw RefusedCall.later("expected a live model, there is none yet; publish one, or try again");
        }
        Outcome outcome = catalogue
                .using(models -> denoising.run(List.of(request), models))
                .get(0);
        if (outcome instanceof Outcome.Clean clean) {
            DenoisedFrame frame = frames.of(request.payload().id(), request, clean);
            requireSmall(frame);
            return frame;
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        throw new RefusedCall(
                refused.refusal() == Refusal.NO_MODEL ? 422 : 500,
                refused.refusal().name(),
                refused.message());
    }

    private void requireSmall(DenoisedFrame frame) {
        if (frame.getSerializedSize() > settings.maxAnswerBytes()) {
            throw new RefusedCall(
                    422,
                    Refusal.ANSWER_TOO_LARGE.name(),
                    "expected an answer of at most " + settings.maxAnswerBytes() + " bytes, it has "
                            + frame.getSerializedSize() + "; ask for a smaller encoding by the accept header");
        }
    }
}
