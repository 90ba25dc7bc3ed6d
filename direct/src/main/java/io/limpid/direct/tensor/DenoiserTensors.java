package io.limpid.direct.tensor;

import static java.util.Objects.requireNonNull;

import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A denoiser: {@code image} in; {@code denoised}, {@code latent} and, where it is calibrated, {@code anomaly} out. */
public final class DenoiserTensors implements TensorModel {
    private final DenoiserModel model;

    public DenoiserTensors(DenoiserModel model) {
        this.model = requireNonNull(model, "model");
    }

    @Override
    public TensorSpec input() {
        return PictureTensors.spec("image", model.description().input());
    }

    @Override
    public List<TensorSpec> outputs() {
        List<TensorSpec> outputs = new ArrayList<>();
        outputs.add(PictureTensors.spec("denoised", model.description().input()));
        outputs.add(new TensorSpec("latent", List.of(TensorSpec.ANY, (long) model.latentSize())));
        if (model.scoresAnomaly()) {
            outputs.add(new TensorSpec("anomaly", List.of(TensorSpec.ANY, 1L)));
        }
        return outputs;
    }

    @Override
    public boolean takesPictures() {
        return true;
    }

    @Override
    public List<Tensor> run(Tensor input) throws InferenceException {
        List<Denoised> answers = model.denoise(PictureTensors.pictures(input));
        FloatBuffer denoised = FloatBuffer.allocate(input.size());
        FloatBuffer latent = FloatBuffer.allocate(input.rows() * model.latentSize());
        FloatBuffer anomaly = FloatBuffer.allocate(model.scoresAnomaly() ? input.rows() : 0);
        for (Denoised answer : answers) {
            answer.image().copyTo(denoised);
            answer.latent().copyTo(latent);
            answer.anomaly().ifPresent(score -> anomaly.put((float) score));
        }
        long rows = input.rows();
        List<Tensor> outputs = new ArrayList<>();
        outputs.add(Tensor.of("denoised", input.shape(), denoised.array()));
        outputs.add(Tensor.of("latent", List.of(rows, (long) model.latentSize()), latent.array()));
        if (model.scoresAnomaly()) {
            outputs.add(Tensor.of("anomaly", List.of(rows, 1L), anomaly.array()));
        }
        return outputs;
    }
}
