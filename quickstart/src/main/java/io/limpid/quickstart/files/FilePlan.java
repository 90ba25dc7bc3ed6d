package io.limpid.quickstart.files;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.v1.Encoding;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.stream.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which files are cleaned, and where the answers go.
 *
 * @param steps in the order of their names
 * @param passedOver files in the folder that are called like no picture
 * @param inOut files that lie in the folder of the answers, where that is within the one that is read: so no answer is cleaned again
 */
public record FilePlan(List<Step> steps, int passedOver, int inOut) {
    public FilePlan {
        steps = List.copyOf(steps);
    }

    /**
     * One file.
     *
     * @param encoding of the answer; empty for the one it came in
     */
    public record Step(Path in, Path out, Optional<Encoding> encoding) {
        /** Where before, after and difference are shown. */
        public Path comparison() {
            return out.resolveSibling(stem(out.getFileName().toString()) + ".compare.png");
        }
    }

    /**
     * A file goes to a file, or into a folder that is there; a folder goes, with what is below it, into a folder.
     *
     * @throws CommandFailure when there is no such file or folder, or the answer's name stands for no picture
     */
    public static FilePlan of(Path in, Path out) {
        if (Files.isDirectory(in)) {
            if (Files.isRegularFile(out)) {
                throw CommandFailure.badInput("expected a folder to write into, found the file " + out, "name another");
            }
            return ofFolder(in, out);
        }
        if (!Files.isRegularFile(in)) {
            throw CommandFailure.badInput("there is no file or folder " + in, "check the path");
        }
        if (Files.isDirectory(out)) {
            return new FilePlan(List.of(into(in, in.getFileName(), out)), 0, 0);
        }
        return new FilePlan(List.of(new Step(in, out, Optional.of(encodingOf(out)))), 0, 0);
    }

    private static FilePlan ofFolder(Path in, Path out) {
        Path from = real(in);
        Path answers = real(out);
        List<Step> steps = new ArrayList<>();
        int others = 0;
        int inOut = 0;
        try (Stream<Path> all = Files.walk(in)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                if (!answers.equals(from) && real(file).startsWith(answers)) {
                    inOut++;
                } else if (byEnding(file).isPresent()) {
                    steps.add(into(file, in.relativize(file), out));
                } else {
                    others++;
                }
            }
        } catch (IOException failure) {
            throw CommandFailure.badInput("the folder " + in + " can't be read: " + failure, "check its permissions");
        }
        if (steps.isEmpty()) {
            throw CommandFailure.badInput(
                    "expected pictures in " + in + ", found none among " + others + " files",
                    "pictures end in .png, .jpg, .bmp, .gif, .webp or .tif");
        }
        return new FilePlan(steps, others, inOut);
    }

    /** Where links lead to, as far as the path is there. */
    private static Path real(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        for (Path there = whole; there != null; there = there.getParent()) {
            if (Files.exists(there)) {
                try {
                    return there.toRealPath().resolve(there.relativize(whole));
                } catch (IOException failure) {
                    return whole;
                }
            }
        }
        return whole;
    }

    /** Under its own name, but what can be read only comes out as PNG. */
    private static Step into(Path file, Path relative, Path folder) {
        Path out = folder.resolve(relative.toString());
        boolean readOnly = byEnding(file).equals(Optional.of(Encoding.WEBP));
        return readOnly
                ? new Step(
                        file,
                        out.resolveSibling(stem(out.getFileName().toString()) + ".png"),
                        Optional.of(Encoding.PNG))
                : new Step(file, out, Optional.empty());
    }

    private static Encoding encodingOf(Path out) {
        return byEnding(out)
                .filter(encoding -> encoding != Encoding.WEBP)
                .orElseThrow(() -> CommandFailure.badInput(
                        "expected a name that ends in .png, .jpg, .bmp, .gif or .tif, or a folder that is there, found "
                                + out,
                        "the ending says how the picture is written"));
    }

    private static Optional<Encoding> byEnding(Path file) {
        return ImageFile.typeByEnding(file).flatMap(ContentType::encodingOf);
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
