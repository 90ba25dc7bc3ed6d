package io.limpid.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.TreeMap;

/** What an ONNX file says of itself. */
public final class OnnxMetadata {
    private OnnxMetadata() {}

    /** @throws IllegalArgumentException when it is no ONNX file */
    public static Map<String, String> of(byte[] onnx) {
        try {
            Map<String, String> metadata = new TreeMap<>();
            OnnxMl.ModelProto.parseFrom(onnx)
                    .getMetadataPropsList()
                    .forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
            return metadata;
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalArgumentException(
                    "expected an ONNX model, found " + onnx.length + " bytes that are none: " + damaged.getMessage(),
                    damaged);
        }
    }
}
