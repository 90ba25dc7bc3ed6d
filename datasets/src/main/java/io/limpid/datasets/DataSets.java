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

    private static final List<LabelledSet> LABELLED =
            List.of(IdxSet.MNIST, IdxSet.FASHION_MNIST, NotMnist.standard(), new NotMnistCsv(), new Cifar10());

    private final List<LabelledSet> sets;
    private final List<DataSource> sources;

    /** @param sources asked in turn */
    DataSets(List<? extends LabelledSet> sets, List<DataSource> sources) {
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
        return new DataSets(LABELLED, sources);
    }

    /** The names that {@link #load} knows. */
    public static List<String> names() {
        return names(LABELLED);
    }

    private static List<String> names(List<LabelledSet> sets) {
        return Stream.concat(sets.stream().map(LabelledSet::name), Stream.of(SYNTHETIC))
                .toList();
    }

    /**
     * Loads a data set; where it can't be had and digits can stand in, synthetic ones take its place, which is said.
     *
     * @param says is told in one line where the set comes from, what was tried, and what was left out
     * @throws DataException when the name is unknown, a file found is damaged, or a set of colours can't be had
     */
    public DataSet load(String name, Consumer<String> says) {
        if (name.equals(SYNTHETIC)) {
            says.accept("data set synthetic: digits drawn here");
            return SyntheticDigits.standard();
        }
        LabelledSet set = sets.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataException(
                        "expected a data set of " + String.join(", ", names(sets)) + "; found '" + name + "'"));
        for (DataSource source : sources) {
            Optional<Path> folder = source.find(set, says);
            if (folder.isPresent()) {
                says.accept("data set " + name + " from " + source.name());
                return set.read(folder.get(), source.name(), says);
            }
        }
        return standIn(set, says);
    }

    private static DataSet standIn(LabelledSet set, Consumer<String> says) {
        String remedy = "Set " + FOLDER_VARIABLE + " to a folder with " + set.layout() + " to use it";
        if (!set.digitsCanStandIn()) {
            throw new DataException("data set " + set.name()
                    + " can't be had here, and synthetic digits are no substitute" + " for it. " + remedy);
        }
        says.accept("data set " + set.name() + " can't be had here; SYNTHETIC DIGITS take its place. " + remedy);
        return SyntheticDigits.standard();
    }
}
