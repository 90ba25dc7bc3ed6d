package io.limpid.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes native libraries out of jars while an image is built: {@code UnpackNatives JARS INSIDE [TARGET]}. Of the jars in the folder
 * JARS, those that hold folders of platforms in their folder INSIDE are written anew without them; the files of Linux on this
 * processor go to TARGET, where one is named. A container then unpacks nothing when it starts, and carries no other system's libraries.
 */
public final class UnpackNatives {
    private UnpackNatives() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2 || arguments.length > 3) {
            throw new IllegalArgumentException(
                    "expected JARS INSIDE [TARGET], such as lib/main ai/onnxruntime/native natives, found "
                            + List.of(arguments));
        }
        Path target = arguments.length == 3 ? Path.of(arguments[2]) : null;
        String inside = arguments[1] + "/";
        int found = 0;
        for (Path jar : jars(Path.of(arguments[0]))) {
            found += unpack(jar, inside, target) ? 1 : 0;
        }
        if (found == 0) {
            throw new IOException(
                    "expected a jar in " + arguments[0] + " with libraries in " + inside + ", found none");
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** @return whether the jar held any */
    private static boolean unpack(Path jar, String inside, Path target) throws IOException {
        Path fresh = jar.resolveSibling(jar.getFileName() + ".new");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.stream().noneMatch(entry -> isOfPlatform(entry, inside))) {
                return false;
            }
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(fresh))) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    if (!isOfPlatform(entry, inside)) {
                        copy(zip, entry, out);
                    } else if (target != null && entry.getName().startsWith(inside + platform() + "/")) {
                        Files.createDirectories(target);
                        Files.copy(
                                zip.getInputStream(entry),
                                target.resolve(fileName(entry)),
                                StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
        Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private static void copy(ZipFile zip, ZipEntry entry, ZipOutputStream out) throws IOException {
        ZipEntry kept = new ZipEntry(entry.getName());
        kept.setTime(entry.getTime());
        out.putNextEntry(kept);
        zip.getInputStream(entry).transferTo(out);
        out.closeEntry();
    }

    /** Files that lie in the folder itself, which say what there is, belong to no platform. */
    private static boolean isOfPlatform(ZipEntry entry, String inside) {
        String name = entry.getName();
        return name.startsWith(inside) && !entry.isDirectory() && name.indexOf('/', inside.length()) > 0;
    }

    private static String fileName(ZipEntry entry) {
        return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    }

    /** As ONNX Runtime names it. */
    static String platform() {
        return "linux-" + (System.getProperty("os.arch").equals("amd64") ? "x64" : System.getProperty("os.arch"));
    }
}
