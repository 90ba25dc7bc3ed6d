package io.limpid.trainer.job;

import io.limpid.datasets.PairSet;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.training.LearnerKind;
import io.limpid.trainer.training.Samples;
import java.io.IOException;
import java.util.Optional;

/** What one kind of model is trained on and measured by. */
interface Job extends AutoCloseable {
    JobData data();

    Network network();

    LearnerKind learner();

    /** The images trained on, with what they should become. */
    Samples training();

    /** The whole pictures of which these are patches; none where images have one size. */
    default Optional<PairSet> maybePictures() {
        return Optional.empty();
    }

    /** What the network is to learn from them: the same, but where a teacher has a share in it. */
    default Samples lessons() {
        return training();
    }

    /** SHA-256 of the teacher's file; empty without one. */
    default String teacher() {
        return "";
    }

    /** The images held out; may be none. */
    Samples validation();

    /** The latent space of latent heads: their encoder's; empty for others, whose own is computed from their weights. */
    String latentSpace();

    /** Measures the exported model on the test images. */
    Evaluation evaluate(byte[] onnx) throws ModelRejectedException, InferenceException, IOException;

    /** Gives back what models it holds have of the system. */
    @Override
    default void close() {}
}
