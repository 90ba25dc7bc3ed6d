package io.limpid.direct.protocol;

import io.limpid.direct.tensor.TensorSpec;
import java.util.List;

/** What the protocol tells of a model. */
public record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<TensorMetadata> inputs,
        List<TensorMetadata> outputs) {
    /** As the protocol's list of platforms calls it. */
    static final String PLATFORM = "onnx_onnxv1";

    /** A tensor; -1 is a dimension of any size. */
    public record TensorMetadata(String name, String datatype, List<Long> shape) {
        static TensorMetadata of(TensorSpec spec) {
            return new TensorMetadata(spec.name(), TensorSpec.DATATYPE, spec.shape());
        }
    }
}
