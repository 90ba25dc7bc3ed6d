package io.limpid.datasets;

import io.limpid.datasets.CatalogueEntry.Availability;
import io.limpid.datasets.CatalogueEntry.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All data sets that can be asked for by name: which are here, whether they are whole, and how to get the others. */
public final class Catalogue {
    private static final SetFacts DIGITS =
            new SetFacts("digits drawn by strokes", "1 x 28 x 28", 60_000, 10_000, "ours");

    private final List<LabelledSet> labelled;
    private final List<PictureSet> pictures;
    private final Places places;

    Catalogue(List<LabelledSet> labelled, List<PictureSet> pictures, Places places) {
        this.labelled = List.copyOf(labelled);
        this.pictures = List.copyOf(pictures);
        this.places = places;
    }

    /** Every set; the network is not asked. */
    public List<CatalogueEntry> entries() {
        List<CatalogueEntry> entries = new ArrayList<>();
        labelled.forEach(set -> entries.addAll(entries(set)));
        Availability drawn = new Availability("drawn here", null, false);
        entries.add(new CatalogueEntry(DataSets.SYNTHETIC, Kind.DRAWN, DIGITS, drawn, "nothing to be had"));
        pictures.forEach(set -> entries.add(entry(set, Kind.PICTURES)));
        return entries;
    }

    /** Its own, and where the set is here, one for each other name that it goes by. */
    private List<CatalogueEntry> entries(LabelledSet set) {
        CatalogueEntry own = entry(set, Kind.LABELLED);
        return set.names().stream()
                .filter(name -> name.equals(set.name()) || own.availability().isHere())
                .map(name -> new CatalogueEntry(name, own.kind(), own.facts(), own.availability(), own.layout()))
                .toList();
    }

    private CatalogueEntry entry(KnownSet set, Kind kind) {
        boolean fetchable = !set.downloads().isEmpty();
        Optional<Places.Found> here = places.maybeFindHere(set);
        Availability availability = here.map(found -> new Availability(found.source(), found.folder(), fetchable))
                .orElse(new Availability("", null, fetchable));
        SetFacts facts = here.map(found -> facts(set, found.folder())).orElse(set.facts());
        return new CatalogueEntry(set.name(), kind, facts, availability, set.layout());
    }

    /** A damaged folder must not keep the others from being listed; what is wrong with it, {@link #check} says. */
    private static SetFacts facts(KnownSet set, Path folder) {
        try {
            return set.factsIn(folder);
        } catch (DataException damaged) {
            return set.facts();
        }
    }

    /**
     * Reads a set as a training would, all of it, and compares checksums where they are known.
     *
     * @param name as listed, or that of pictures of one's own: {@code folder:PATH}, {@code pairs:PATH}, {@code side-by-side:PATH}, {@code left-halves:PATH}
     * @param says is told what was found odd, and each file that is damaged
     * @return what it holds, for people
     * @throws DataException when the set is unknown, not on this machine, or damaged
     */
    public String check(String name, Consumer<String> says) {
        if (name.equals(DataSets.SYNTHETIC)) {
            return "drawn here, no files to check";
        }
        Optional<OwnPictures> own = OwnPictures.maybeOf(name);
        if (own.isPresent()) {
            return own.get().set().check(own.get().folder(), says);
        }
        KnownSet set = known(name);
        Places.Found found = places.maybeFindHere(set)
                .orElseThrow(() -> new DataException(name + " is not on this machine; " + set.layout()));
        return set.check(found.folder(), says);
    }

    /**
     * Fetches a set into the cache, unless it is on this machine already.
     *
     * @param says is told what is tried
     * @return where it is, for people
     * @throws DataException when the set is unknown, or can't be had
     */
    public String fetch(String name, Consumer<String> says) {
        if (name.equals(DataSets.SYNTHETIC)) {
            return "drawn here, no files to fetch";
        }
        KnownSet set = known(name);
        Optional<Places.Found> here = places.maybeFindHere(set);
        if (here.isPresent()) {
            return "here already: " + here.get().folder();
        }
        if (set.downloads().isEmpty()) {
            throw new DataException(
                    "no public address is known that has " + name + " as it is needed: " + set.layout());
        }
        return places.maybeFetch(set, says)
                .map(found -> "fetched from " + found.source() + " into " + found.folder())
                .orElseThrow(() -> new DataException("no place that was asked gave " + name));
    }

    private KnownSet known(String name) {
        Stream<KnownSet> asked =
                labelled.stream().filter(set -> set.names().contains(name)).map(set -> set);
        return Stream.concat(asked, pictures.stream().filter(set -> set.name().equals(name)))
                .findFirst()
                .orElseThrow(() -> new DataException("there is no data set " + name));
    }
}
