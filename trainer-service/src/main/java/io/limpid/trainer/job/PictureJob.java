package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.datasets.Broken;
import io.limpid.datasets.PairSet;
import io.limpid.datasets.PictureData;
import io.limpid.datasets.PictureRequest;
import io.limpid.datasets.ScaledPairs;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.Patches;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.evaluation.PictureTestImages;
import io.limpid.trainer.evaluation.TestImages;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.recipe.DataChoice;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.training.LearnerKind;
import io.limpid.trainer.training.Samples;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network from image to image, trained on patches of pictures of any size and measured on whole pictures. */
final class PictureJob implements Job {
    private final Recipe recipe;
    private final PictureData data;
    private final PairSet pictures;
    private final Judge judge;
    private final ImageShape patch;

    /** @param pictures to train with, without what is no picture by itself, such as small images side by side */
    PictureJob(Recipe recipe, PictureData data, PairSet pictures, Judge judge) {
        this.recipe = recipe;
        this.data = data;
        this.pictures = pictures;
        this.judge = judge;
        int side = recipe.data().patch();
        this.patch = new ImageShape(recipe.data().channels(), side, side);
    }

    static PictureRequest request(DataChoice choice) {
        return new PictureRequest(
                choice.set(),
                choice.channels(),
                choice.height(),
                choice.testShare(),
                choice.splitSeed(),
                choice.patch(),
                choice.unseen(),
                Broken.valueOf(choice.broken().name()));
    }

    @Override
    public JobData data() {
        return new JobData(
                data.name(),
                data.source(),
                data.sha256(),
                data.train().size(),
                data.test().size(),
                List.of());
    }

    @Override
    public Network network() {
        return NetworkFactory.denoiser(recipe.network(), patch);
    }

    @Override
    public LearnerKind learner() {
        return Learners.of(recipe, patch);
    }

    @Override
    public Samples training() {
        int limit = recipe.data().limit();
        return new PatchSamples(patches(data.train()), limit, true);
    }

    @Override
    public Optional<PairSet> maybePictures() {
        return Optional.of(pictures);
    }

    /** The pictures held out to test, in patches that don't change from epoch to epoch. */
    @Override
    public Samples validation() {
        return new PatchSamples(patches(data.test()), 0, false);
    }

    private Patches patches(PairSet shown) {
        boolean turned = recipe.adversary() == null;
        List<Double> scale = recipe.data().scale();
        double least = scale.isEmpty() ? 1 : scale.get(0);
        double most = scale.isEmpty() ? 1 : scale.get(1);
        return new Patches(shown, patch.height(), recipe.data().patches(), turned, least, most);
    }

    private final class PatchSamples implements Samples {
        private final Patches patches;
        private final int size;
        private final boolean fresh;

        PatchSamples(Patches patches, int limit, boolean fresh) {
            this.patches = patches;
            this.size = limit == 0 ? patches.size() : Math.min(limit, patches.size());
            this.fresh = fresh;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int targetSize() {
            return patch.size();
        }

        @Override
        public void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset) {
            long seed = recipe.seed() * 1000 + (fresh ? epoch : 0);
            patches.copy(index, seed, NoiseModel.parse(recipe.noise()), input, inputOffset, target, targetOffset);
        }
    }

    @Override
    public String latentSpace() {
        return "";
    }

    @Override
    public Evaluation evaluate(byte[] onnx) throws ModelRejectedException, InferenceException, IOException {
        int most = recipe.evaluation().images();
        Map<String, TestImages> scaled = new LinkedHashMap<>();
        for (double scale : recipe.evaluation().scales()) {
            scaled.put("scale:" + scale, new PictureTestImages(new ScaledPairs(data.test(), scale), most));
        }
        return judge.evaluate(
                onnx, new PictureTestImages(data.train(), most), new PictureTestImages(data.test(), most), scaled);
    }
}
