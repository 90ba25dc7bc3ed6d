package io.limpid.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.TreeMap;

/** ONNX files, read and written. */
final class OnnxFile {
    private OnnxFile() {}

    /** @throws IllegalArgumentException when it is no ONNX file */
    static OnnxMl.ModelProto parse(byte[] onnx) {
        try {
            return OnnxMl.ModelProto.parseFrom(onnx);
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalArgumentException(
                    "expected an ONNX model, found " + onnx.length + " bytes that are none: " + damaged.getMessage(),
                    damaged);
        }
    }

    /** Adds entries to a model's metadata: sorted, so that the same model gives the same bytes. */
    static void addMetadata(OnnxMl.ModelProto.Builder model, Map<String, String> metadata) {
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.addMetadataProps(
                        OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    }
}
