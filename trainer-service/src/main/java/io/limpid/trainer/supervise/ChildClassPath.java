package io.limpid.trainer.supervise;

import java.io.File;
import java.nio.file.Path;

/** Where a child finds the trainer's classes. */
public final class ChildClassPath {
    private static final String RUNNER = "quarkus-run.jar";

    private ChildClassPath() {}

    /**
     * This process's own class path. A packaged service runs from a small jar that loads the others by itself; they lie in folders
     * beside it.
     */
    public static String own() {
        return from(System.getProperty("java.class.path"));
    }

    static String from(String classPath) {
        Path only = Path.of(classPath.contains(File.pathSeparator) ? "" : classPath);
        if (!only.endsWith(RUNNER)) {
            return classPath;
        }
        Path application = only.toAbsolutePath().getParent();
        return String.join(
                File.pathSeparator, application + "/app/*", application + "/lib/boot/*", application + "/lib/main/*");
    }
}
