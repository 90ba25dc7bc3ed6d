package io.limpid.direct.tensor;

import io.limpid.inference.InferenceException;
import java.util.List;

/** A live model as tensors in and tensors out. */
public interface TensorModel {
    TensorSpec input();

    List<TensorSpec> outputs();

    /** Whether the input is a picture, {@code [batch,channels,height,width]}. */
    boolean takesPictures();

    /**
     * @param input that {@link #input()} accepts
     * @return all outputs, in their order
     * @throws InferenceException when the model fails, or yields NaN or infinity
     */
    List<Tensor> run(Tensor input) throws InferenceException;
}
