package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.DataSet;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.NoisyImages;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.Scores;
import io.limpid.inference.SessionSettings;
import io.limpid.trainer.evaluation.ClassifierEvaluation;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Networks;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.training.Objective;
import io.limpid.trainer.training.Samples;
import java.util.ArrayList;
import java.util.List;

/** A classifier of pictures. */
final class FrameClassifierJob implements Job {
    private final Recipe recipe;
    private final DataSet data;
    private final NoiseModel noise;

    FrameClassifierJob(Recipe recipe, DataSet data) {
        this.recipe = recipe;
        this.data = data;
        this.noise = NoiseModel.parse(recipe.noise());
    }

    @Override
    public Network network() {
        return Networks.frameClassifier(shape(), data.train().labelNames().size());
    }

    private ImageShape shape() {
        ImageSet.Shape shape = data.train().shape();
        return new ImageShape(shape.channels(), shape.height(), shape.width());
    }

    @Override
    public Objective objective() {
        return Objective.CROSS_ENTROPY;
    }

    @Override
    public Samples training() {
        return samples(Job.trained(data, recipe));
    }

    @Override
    public Samples validation() {
        return samples(Job.held(data, recipe));
    }

    private Samples samples(ImageSet images) {
        NoisyImages noisy = new NoisyImages(images, noise);
        return new Samples() {
            @Override
            public int size() {
                return images.size();
            }

            @Override
            public int targetSize() {
                return images.labelNames().size();
            }

            @Override
            public void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset) {
                noisy.copyImage(index, recipe.seed() * 1000 + epoch, input, inputOffset);
                target[targetOffset + images.label(index)] = 1;
            }
        };
    }

    @Override
    public String latentSpace() {
        return "";
    }

    @Override
    public Evaluation evaluate(byte[] onnx) throws ModelRejectedException, InferenceException {
        int count = recipe.evaluation().images();
        ImageSet test = count == 0 ? data.test() : data.test().slice(0, count);
        SessionSettings settings = SessionSettings.cpu(Runtime.getRuntime().availableProcessors());
        try (ClassifierModel model = ClassifierModel.open(onnx, settings)) {
            List<Pixels> images = new ArrayList<>(test.size());
            for (int i = 0; i < test.size(); i++) {
                images.add(Pixels.of(shape(), test.image(i)));
            }
            List<Scores> scores = model.classifyFrames(images);
            return ClassifierEvaluation.of(scores, test::label, test.labelNames(), "clean");
        }
    }
}
