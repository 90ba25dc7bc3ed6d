package io.limpid.quickstart.files;

import io.limpid.contracts.v1.Encoding;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.process.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which files are cleaned, and where the answers go.
 *
 * @param steps in the order of their names
 * @param passedOver what lies in the folder beside, and why it is not cleaned
 * @param inOut files that lie in the folder of the answers, where that is within the one that is read: so no answer is cleaned again
 */
public record FilePlan(List<Step> steps, List<PassedOver> passedOver, int inOut) {
    private static final int NAMED = 3;

    public FilePlan {
        steps = List.copyOf(steps);
        passedOver = List.copyOf(passedOver);
    }

    /**
     * One file.
     *
     * @param comparison where before, after and difference are shown, if they are wanted
     * @param encoding of the answer; empty for the one it came in
     */
    public record Step(Path in, Path out, Path comparison, Optional<Encoding> encoding) {}

    /**
     * A file goes to a file, or into a folder that is there; a folder goes, with what is below it, into a folder.
     *
     * @throws CommandFailure when there is no such file or folder, the answers would take the place of what is read, or the answer's name
     *     stands for no picture
     */
    public static FilePlan of(Path in, Path out) {
        if (Files.isDirectory(in) || Files.isDirectory(out)) {
            return intoFolder(in, out);
        }
        requireFile(in);
        return ofFile(in, new Step(in, out, AnswerNames.comparison(out), Optional.of(encodingOf(out))));
    }

    /**
     * The same, into a folder that need not be there yet.
     *
     * @throws CommandFailure as {@link #of} does, and when there is a file in the folder's place
     */
    public static FilePlan intoFolder(Path in, Path out) {
        if (Files.isDirectory(in)) {
            return ofFolder(in, out);
        }
        requireFile(in);
        requireNoFile(out);
        return ofFile(in, AnswerNames.step(in, out));
    }

    private static FilePlan ofFile(Path in, Step step) {
        if (Places.areSame(in, step.out())) {
            throw CommandFailure.badInput(
                    "expected another file than IN to write to, found that very one, " + step.out()
                            + ": the original would be lost",
                    "name another OUT");
        }
        return new FilePlan(List.of(step), List.of(), 0);
    }

    private static void requireNoFile(Path folder) {
        if (Files.isRegularFile(folder)) {
            throw CommandFailure.badInput("expected a folder to write into, found the file " + folder, "name another");
        }
    }

    private static void requireFile(Path in) {
        if (Files.isRegularFile(in)) {
            return;
        }
        if (Files.exists(in)) {
            throw CommandFailure.badInput(
                    "expected a file or a folder, found that " + in + " is a pipe, a device or a socket",
                    "write the picture to a file first");
        }
        throw Files.isSymbolicLink(in)
                ? CommandFailure.badInput(
                        "expected a file or a folder, found that " + in + " is a link to what is not there",
                        "check where it leads to")
                : CommandFailure.badInput("there is no file or folder " + in, "check the path");
    }

    private static FilePlan ofFolder(Path in, Path out) {
        requireNoFile(out);
        if (Places.areSame(in, out)) {
            throw CommandFailure.badInput(
                    "expected another folder than IN to write into, found that very one, " + out
                            + ": the originals would be lost",
                    "name another OUT");
        }
        FolderPictures found = look(in, out);
        if (found.pictures().isEmpty()) {
            throw CommandFailure.badInput(
                    "expected pictures in " + in + ", found none" + beside(found.passedOver()),
                    "pictures end in .png, .jpg, .bmp, .gif, .webp or .tif");
        }
        return new FilePlan(AnswerNames.steps(found.pictures(), in, out), found.passedOver(), found.inOut());
    }

    private static FolderPictures look(Path in, Path out) {
        try {
            return FolderPictures.of(in, out);
        } catch (IOException failure) {
            throw CommandFailure.badInput(
                    "the folder " + in + " can't be read: " + WholeFile.why(failure), "check its permissions");
        }
    }

    private static String beside(List<PassedOver> files) {
        String named = files.stream()
                .limit(NAMED)
                .map(other -> other.file() + ": " + other.reason())
                .collect(Collectors.joining("; "));
        String more = files.size() > NAMED ? "; and so on" : "";
        return files.isEmpty() ? "" : " among " + Numbers.count(files.size(), "file") + " (" + named + more + ")";
    }

    private static Encoding encodingOf(Path out) {
        return PictureNames.encoding(out)
                .filter(encoding -> encoding != Encoding.WEBP)
                .orElseThrow(() -> CommandFailure.badInput(
                        "expected a name that ends in .png, .jpg, .bmp, .gif or .tif, or a folder that is there, found "
                                + out,
                        "the ending says how the picture is written; a / behind the name makes a folder of it"));
    }
}
