package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.PairSet;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.recipe.Teacher;
import io.limpid.trainer.training.LearnerKind;
import io.limpid.trainer.training.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A denoiser's job with a teacher, who has a share in the targets of the training. It is validated and measured as without. */
final class TaughtJob implements Job {
    private final Job job;
    private final DenoiserModel teacher;
    private final String sha256;
    private final double weight;
    private final ImageShape shape;

    /**
     * @param model the teacher, which is closed with this; it takes the job's images
     * @param sha256 of the teacher's file
     */
    TaughtJob(Job job, DenoiserModel model, String sha256, Teacher teacher) {
        this.job = job;
        this.teacher = model;
        this.sha256 = sha256;
        this.weight = teacher.weight();
        this.shape = job.network().inputImage();
    }

    @Override
    public Samples training() {
        return job.training();
    }

    @Override
    public Optional<PairSet> maybePictures() {
        return job.maybePictures();
    }

    @Override
    public Samples lessons() {
        return new Taught(job.training());
    }

    @Override
    public String teacher() {
        return sha256;
    }

    private final class Taught implements Samples {
        private final Samples samples;

        Taught(Samples samples) {
            this.samples = samples;
        }

        @Override
        public int size() {
            return samples.size();
        }

        @Override
        public int targetSize() {
            return samples.targetSize();
        }

        @Override
        public void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset) {
            float[] noisy = new float[shape.size()];
            float[] lesson = new float[targetSize()];
            fillAll(new int[] {index}, epoch, noisy, lesson);
            System.arraycopy(noisy, 0, input, inputOffset, noisy.length);
            System.arraycopy(lesson, 0, target, targetOffset, lesson.length);
        }

        @Override
        public void fillAll(int[] indices, int epoch, float[] inputs, float[] targets) {
            samples.fillAll(indices, epoch, inputs, targets);
            List<Pixels> noisy = new ArrayList<>(indices.length);
            for (int k = 0; k < indices.length; k++) {
                noisy.add(Pixels.of(shape, Arrays.copyOfRange(inputs, k * shape.size(), (k + 1) * shape.size())));
            }
            List<Denoised> answers = answers(noisy);
            for (int k = 0; k < indices.length; k++) {
                Pixels answer = answers.get(k).image();
                int at = k * targetSize();
                for (int i = 0; i < shape.size(); i++) {
                    targets[at + i] = (float) (weight * answer.get(i) + (1 - weight) * targets[at + i]);
                }
            }
        }
    }

    private List<Denoised> answers(List<Pixels> noisy) {
        try {
            return teacher.denoise(noisy);
        } catch (InferenceException failure) {
            throw new IllegalStateException("the teacher failed: " + failure.getMessage(), failure);
        }
    }

    @Override
    public JobData data() {
        return job.data();
    }

    @Override
    public Network network() {
        return job.network();
    }

    @Override
    public LearnerKind learner() {
        return job.learner();
    }

    @Override
    public Samples validation() {
        return job.validation();
    }

    @Override
    public String latentSpace() {
        return job.latentSpace();
    }

    @Override
    public Evaluation evaluate(byte[] onnx) throws ModelRejectedException, InferenceException, IOException {
        return job.evaluate(onnx);
    }

    @Override
    public void close() {
        teacher.close();
    }
}
