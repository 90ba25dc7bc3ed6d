package io.limpid.denoiser;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.NoisyPayload;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.StageTimes;
import io.limpid.inference.LatentVector;
import io.limpid.inference.drift.NoiseSigma;
import io.limpid.streaming.BatchRun;
import io.limpid.streaming.Micros;

/** Makes the messages that tell of denoised images. Thread-safe. */
final class Frames {
    private final ImageCodec codec;

    Frames(ImageCodec codec) {
        this.codec = requireNonNull(codec, "codec");
    }

    /** The image encoded as its sender asked for, and all that is known of it. */
    DenoisedFrame of(String id, Request request, Outcome.Clean clean) {
        NoisyPayload payload = request.payload();
        long began = System.nanoTime();
        Image image = codec.encode(clean.denoised().image(), payload.answer());
        long encodeNanos = System.nanoTime() - began;
        DenoisedFrame.Builder frame = DenoisedFrame.newBuilder()
                .setId(id)
                .setImage(image)
                .setDenoiser(clean.denoiser())
                .setNoiseSigma(NoiseSigma.of(payload.pixels()))
                .setResidualSigma(NoiseSigma.of(clean.denoised().image()))
                .setCapturedAt(payload.capturedAt())
                .putAllAttributes(payload.attributes())
                .setStageTimes(times(request.decodeNanos(), clean.run(), encodeNanos));
        LatentVector latent = clean.denoised().latent();
        for (int i = 0; i < latent.size(); i++) {
            frame.addLatent(latent.get(i));
        }
        clean.denoised().anomaly().ifPresent(score -> frame.setAnomalyScore((float) score));
        return frame.build();
    }

    private static StageTimes times(long decodeNanos, BatchRun run, long encodeNanos) {
        return StageTimes.newBuilder()
                .setDecodeMicros(Micros.of(decodeNanos))
                .setInferMicros(Micros.of(run.nanosEach()))
                .setEncodeMicros(Micros.of(encodeNanos))
                .setBatch(run.batch())
                .build();
    }
}
