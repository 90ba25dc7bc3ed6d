package io.limpid.inference;

import java.util.List;

/** Where ONNX Runtime's libraries lie unpacked; without such a place each process unpacks them from the jar. */
public final class NativeLibraries {
    /** ONNX Runtime's own property: the folder of its libraries. */
    static final String PATH = "onnxruntime.native.path";

    private NativeLibraries() {}

    /** What a Java process that this one starts needs on its command line to use the same libraries; may be empty. */
    public static List<String> options() {
        String path = System.getProperty(PATH);
        return path == null ? List.of() : List.of("-D" + PATH + "=" + path);
    }
}
