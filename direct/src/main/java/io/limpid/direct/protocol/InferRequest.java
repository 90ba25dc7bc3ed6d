package io.limpid.direct.protocol;

import static java.util.Objects.requireNonNull;

import io.limpid.direct.tensor.Tensor;
import java.util.List;

/**
 * An inference request.
 *
 * @param id given back with the answer; empty where the caller gave none
 * @param outputs those that are wanted; none means all
 * @param binary whether outputs go out as binary data, where they say nothing else themselves
 */
record InferRequest(String id, List<Tensor> inputs, List<RequestedOutput> outputs, boolean binary) {
    InferRequest {
        requireNonNull(id, "id");
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
