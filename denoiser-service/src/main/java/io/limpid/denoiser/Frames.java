package io.limpid.denoiser;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.NoisyPayload;
import io.limpid.contracts.v1.DenoisedFrame;

/** Makes the messages that tell of denoised images. Thread-safe. */
final class Frames {
    private final ImageCodec codec;

    Frames(ImageCodec codec) {
        this.codec = requireNonNull(codec, "codec");
    }

    /** The image encoded as its sender asked for, and all that is known of it. */
    DenoisedFrame of(String id, NoisyPayload payload, Outcome.Clean clean) {
        DenoisedFrame.Builder frame = DenoisedFrame.newBuilder()
                .setId(id)
                .setImage(codec.encode(clean.denoised().image(), payload.answer()))
                .addAllLatent(clean.denoised().latent().asList())
                .setDenoiser(clean.denoiser())
                .setNoiseSigma(NoiseSigma.of(payload.pixels()))
                .setResidualSigma(NoiseSigma.of(clean.denoised().image()))
                .setCapturedAt(payload.capturedAt())
                .putAllAttributes(payload.attributes());
        clean.denoised().anomaly().ifPresent(score -> frame.setAnomalyScore((float) score));
        return frame.build();
    }
}
