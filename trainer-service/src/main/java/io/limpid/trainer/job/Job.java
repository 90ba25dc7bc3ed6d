package io.limpid.trainer.job;

import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.training.LearnerKind;
import io.limpid.trainer.training.Samples;
import java.io.IOException;

/** What one kind of model is trained on and measured by. */
interface Job {
    JobData data();

    Network network();

    LearnerKind learner();

    Samples training();

    /** The images held out; may be none. */
    Samples validation();

    /** The latent space of latent heads: their encoder's; empty for others, whose own is computed from their weights. */
    String latentSpace();

    /** Measures the exported model on the test images. */
    Evaluation evaluate(byte[] onnx) throws ModelRejectedException, InferenceException, IOException;
}
