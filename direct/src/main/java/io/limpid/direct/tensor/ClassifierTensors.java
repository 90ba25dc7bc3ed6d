package io.limpid.direct.tensor;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.Task;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.LatentVector;
import io.limpid.inference.Scores;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A classifier: {@code image} or {@code latent} in, {@code scores} out. */
public final class ClassifierTensors implements TensorModel {
    private final ClassifierModel model;

    public ClassifierTensors(ClassifierModel model) {
        this.model = requireNonNull(model, "model");
    }

    @Override
    public TensorSpec input() {
        return takesPictures()
                ? PictureTensors.spec("image", model.description().input())
                : new TensorSpec("latent", List.of(TensorSpec.ANY, (long)
                        model.description().input().latentSize()));
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.of(new TensorSpec("scores", List.of(TensorSpec.ANY, (long) model.classes())));
    }

    @Override
    public boolean takesPictures() {
        return model.description().task() == Task.CLASSIFY_FRAME;
    }

    @Override
    public List<Tensor> run(Tensor input) throws InferenceException {
        List<Scores> answers = takesPictures()
                ? model.classifyFrames(PictureTensors.pictures(input))
                : model.classifyLatents(latents(input));
        FloatBuffer scores = FloatBuffer.allocate(input.rows() * model.classes());
        answers.forEach(answer -> answer.asList().forEach(scores::put));
        return List.of(Tensor.of("scores", List.of((long) input.rows(), (long) model.classes()), scores.array()));
    }

    private static List<LatentVector> latents(Tensor input) {
        FloatBuffer values = input.buffer();
        List<LatentVector> latents = new ArrayList<>(input.rows());
        for (int row = 0; row < input.rows(); row++) {
            float[] latent = new float[input.rowSize()];
            values.get(latent);
            latents.add(LatentVector.of(latent));
        }
        return latents;
    }
}
