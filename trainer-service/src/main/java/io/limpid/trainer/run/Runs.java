package io.limpid.trainer.run;

import io.limpid.inference.ModelFetcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The runs of a folder. */
public final class Runs {
    public static final String FINISHED = "finished";
    /** Broken off on request; the best so far was kept. */
    public static final String STOPPED = "stopped";

    public static final String FAILED = "failed";
    public static final String RUNNING = "running";

    private static final Pattern ID = Pattern.compile("[0-9]{8}-[0-9]{6}-[a-z0-9-]{1,80}");

    private final Path folder;

    public Runs(Path folder) {
        this.folder = folder;
    }

    /** The run of that id, in whatever state; ids that are no folder names are of no run. */
    public Optional<RunFolder> any(String id) {
        return ID.matcher(id).matches() && Files.isDirectory(folder.resolve(id))
                ? Optional.of(RunFolder.at(folder.resolve(id)))
                : Optional.empty();
    }

    /** The state that a run's folder tells; empty where it tells none. */
    public static String state(RunFolder run) {
        try {
            return String.valueOf(run.readJson(RunFolder.STATUS, Map.class).get("state"));
        } catch (IOException damaged) {
            return "";
        }
    }

    /**
     * The finished run of that id, if there is one; ids that are no folder names are of no run. One that was stopped counts, where
     * it kept a model.
     */
    public Optional<RunFolder> finished(String id) {
        return any(id).filter(Runs::isFinished);
    }

    /** All finished runs, newest first. */
    public List<RunFolder> finished() {
        return all().stream().filter(Runs::isFinished).toList();
    }

    /** All runs, in whatever state, newest first. */
    public List<RunFolder> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(
                            path -> ID.matcher(path.getFileName().toString()).matches())
                    .sorted(Comparator.reverseOrder())
                    .filter(Files::isDirectory)
                    .map(RunFolder::at)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("can't list " + folder, failure);
        }
    }

    /**
     * The latest finished run whose model has that name and was trained on that data set: one trained on synthetic digits, for
     * lack of MNIST or for a try, must not judge what is trained on MNIST, nor encode for it.
     */
    public Optional<RunFolder> latest(String name, String data) {
        return finished().stream()
                .filter(run -> info(run).name().equals(name) && info(run).data().equals(data))
                .findFirst();
    }

    /** What a finished run's model is. */
    public static ModelInfo info(RunFolder run) {
        try {
            return run.readJson(RunFolder.MODEL_INFO, ModelInfo.class);
        } catch (IOException failure) {
            throw new UncheckedIOException("can't read " + run.path().resolve(RunFolder.MODEL_INFO), failure);
        }
    }

    /** The study, such as a grid, that a run was trained for as one of many; empty where it stands for itself. */
    public static String partOf(RunFolder run) {
        Path file = run.path().resolve(RunFolder.PART_OF);
        try {
            return Files.isRegularFile(file) ? Files.readString(file).strip() : "";
        } catch (IOException failure) {
            throw new UncheckedIOException("can't read " + file, failure);
        }
    }

    /** Whether a finished run's model file is still the one that was trained and measured. */
    public static boolean isIntact(RunFolder run) {
        try {
            return ModelFetcher.sha256Of(Files.readAllBytes(run.model()))
                    .equals(info(run).sha256());
        } catch (IOException failure) {
            throw new UncheckedIOException("can't read " + run.model(), failure);
        }
    }

    /** One line that says why the folder can't be used; empty when it can, or does not exist before the first run. */
    public String problem() {
        return Files.exists(folder) && !(Files.isDirectory(folder) && Files.isReadable(folder))
                ? "the runs folder " + folder + " is not a folder that can be read"
                : "";
    }

    private static boolean isFinished(RunFolder run) {
        if (!Files.isRegularFile(run.path().resolve(RunFolder.STATUS)) || !Files.isRegularFile(run.model())) {
            return false;
        }
        try {
            info(run);
            String state = state(run);
            return FINISHED.equals(state) || STOPPED.equals(state);
        } catch (UncheckedIOException damaged) {
            // one damaged folder must not hide the others
            return false;
        }
    }
}
