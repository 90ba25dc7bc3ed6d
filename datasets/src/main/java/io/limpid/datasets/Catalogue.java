package io.limpid.datasets;

import io.limpid.datasets.CatalogueEntry.Availability;
import io.limpid.datasets.CatalogueEntry.Kind;
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
        labelled.forEach(set -> entries.add(entry(set, Kind.LABELLED)));
        Availability drawn = new Availability("drawn here", null, false);
        entries.add(new CatalogueEntry(DataSets.SYNTHETIC, Kind.DRAWN, DIGITS, drawn, "nothing to be had"));
        pictures.forEach(set -> entries.add(entry(set, Kind.PICTURES)));
        return entries;
    }

    private CatalogueEntry entry(KnownSet set, Kind kind) {
        boolean fetchable = !set.downloads().isEmpty();
        Availability availability = places.maybeFindHere(set)
                .map(found -> new Availability(found.source(), found.folder(), fetchable))
                .orElse(new Availability("", null, fetchable));
        return new CatalogueEntry(set.name(), kind, set.facts(), availability, set.layout());
    }

    /**
     * Reads a set as a training would, all of it, and compares checksums where they are known.
     *
     * @param says is told what was found odd, and each file that is damaged
     * @return what it holds, for people
     * @throws DataException when the set is unknown, not on this machine, or damaged
     */
    public String check(String name, Consumer<String> says) {
        if (name.equals(DataSets.SYNTHETIC)) {
            return "drawn here, no files to check";
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
        return Stream.concat(labelled.stream(), pictures.stream())
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataException("there is no data set " + name));
    }
}
