package io.limpid.bench;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.NoisyPayload;
import io.limpid.contracts.image.NoisyPayloadReader;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.Provider;
import io.limpid.inference.SessionSettings;
import java.util.List;
import org.apache.kafka.common.header.Headers;

/**
 * One noisy image in, one frame out, by the same decoder, model and encoder as the denoiser: what the peers do with a record. A record
 * that can't be read is left out of their topics; dead letters, sigmas and headers are not asked of them.
 */
final class SingleImage implements AutoCloseable {
    private final NoisyPayloadReader reader = new NoisyPayloadReader(PayloadLimits.STANDARD);
    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);
    private final DenoiserModel model;

    /** @param threads of an inference, on a processor */
    SingleImage(byte[] onnx, Provider provider, int threads) throws ModelRejectedException {
        this.model = DenoiserModel.open(onnx, new SessionSettings(provider, threads, 1));
    }

    byte[] frame(byte[] noisy, Headers headers) {
        try {
            NoisyPayload payload = reader.read(noisy, headers);
            Denoised denoised = model.denoise(List.of(payload.pixels())).get(0);
            return DenoisedFrame.newBuilder()
                    .setId(payload.id())
                    .setImage(codec.encode(denoised.image(), payload.answer()))
                    .addAllLatent(denoised.latent().asList())
                    .build()
                    .toByteArray();
        } catch (MalformedPayloadException | InferenceException failure) {
            throw new IllegalStateException(
                    "the bench's own image can't be denoised: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
