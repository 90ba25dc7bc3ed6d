package io.limpid.quickstart.files;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.v1.Encoding;
import io.limpid.quickstart.process.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a folder and the folders below it hold. Pictures are known by their names, those that a link leads to as well; links to folders
 * are not followed. Everything else is passed over, with a reason.
 */
final class FolderPictures extends SimpleFileVisitor<Path> {
    /** Enough to know every format by. */
    private static final int FIRST_BYTES = 16;

    private static final String NO_PICTURE = "it is no picture by its name";

    private final Path in;
    /** Where it really is: a link is followed where it was named itself. */
    private final Path root;

    private final Path answers;
    private final boolean answersAreWithin;
    private final List<Path> pictures = new ArrayList<>();
    private final List<PassedOver> odd = new ArrayList<>();
    private final List<PassedOver> others = new ArrayList<>();
    private int inOut;

    private FolderPictures(Path in, Path out) throws IOException {
        this.in = in;
        this.root = Files.isSymbolicLink(in) ? in.toRealPath() : in;
        this.answers = Places.real(out);
        this.answersAreWithin = answers.startsWith(Places.real(in));
    }

    /**
     * Looks through a folder.
     *
     * @param out where answers go: what lies there, within the folder that is read, is an answer of an earlier run
     * @throws IOException when the folder itself can't be read; what can't be below it is passed over
     */
    static FolderPictures of(Path in, Path out) throws IOException {
        FolderPictures found = new FolderPictures(in, out);
        Files.walkFileTree(found.root, found);
        return found;
    }

    /** In the order of their names. */
    List<Path> pictures() {
        return pictures.stream().sorted().toList();
    }

    /** First what may be a surprise, such as pictures by other names and dead links; then the rest. Each in the order of their names. */
    List<PassedOver> passedOver() {
        return Stream.of(odd, others)
                .flatMap(some -> some.stream().sorted(Comparator.comparing(PassedOver::file)))
                .toList();
    }

    /** How many files lie in the folder of the answers. */
    int inOut() {
        return inOut;
    }

    @Override
    public FileVisitResult visitFile(Path visited, BasicFileAttributes ofItself) {
        Path file = named(visited);
        if (answersAreWithin && Places.real(file).startsWith(answers)) {
            inOut++;
        } else if (ofItself.isSymbolicLink() && !Files.isRegularFile(file)) {
            odd.add(new PassedOver(file, reasonForLink(file)));
        } else if (!Files.isRegularFile(file)) {
            odd.add(new PassedOver(file, "it is a pipe, a device or a socket, and no file"));
        } else if (PictureNames.encoding(file).isPresent()) {
            pictures.add(file);
        } else {
            passOverByName(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path visited, IOException failure) throws IOException {
        if (visited.equals(root)) {
            throw failure;
        }
        odd.add(new PassedOver(named(visited), "it can't be read: " + WholeFile.why(failure)));
        return FileVisitResult.CONTINUE;
    }

    /** Below the folder as it was named. */
    private Path named(Path visited) {
        return in.resolve(root.relativize(visited));
    }

    private static String reasonForLink(Path link) {
        if (Files.isDirectory(link)) {
            return "it is a link to a folder, which is not followed; name that folder as IN to have it cleaned";
        }
        return Files.exists(link)
                ? "it is a link to a pipe, a device or a socket, and to no file"
                : "it is a link to " + target(link) + ", which is not there";
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException unknown) {
            return "something";
        }
    }

    private void passOverByName(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            Optional<Encoding> encoding = ContentType.sniff(content.readNBytes(FIRST_BYTES));
            encoding.map(known -> new PassedOver(
                            file,
                            "it begins like a " + known + ", but is no picture by its name; call it "
                                    + file.getFileName() + PictureNames.ending(known)
                                    + ", or name it as IN by itself"))
                    .ifPresentOrElse(odd::add, () -> others.add(new PassedOver(file, NO_PICTURE)));
        } catch (IOException failure) {
            odd.add(new PassedOver(file, "it is no picture by its name, and can't be read: " + WholeFile.why(failure)));
        }
    }
}
