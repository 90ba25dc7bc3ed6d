package io.limpid.onnx;

import java.util.Map;
import java.util.TreeMap;

/** What an ONNX file says of itself. */
public final class OnnxMetadata {
    private OnnxMetadata() {}

    /** @throws IllegalArgumentException when it is no ONNX file */
    public static Map<String, String> of(byte[] onnx) {
        Map<String, String> metadata = new TreeMap<>();
        OnnxFile.parse(onnx).getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
        return metadata;
    }
}
