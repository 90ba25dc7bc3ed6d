package io.limpid.datasets;

import io.limpid.datasets.PictureScan.Pair;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One reading of a picture set: scanned, split, told. */
final class PictureReading {
    private final PictureSet set;
    private final PictureRequest request;
    private final Consumer<String> says;
    private final PictureStore store;
    private final PictureScan scan;
    private final List<Pair> scanned = new ArrayList<>();

    PictureReading(PictureSet set, PictureRequest request, Consumer<String> says) {
        this.set = set;
        this.request = request;
        this.says = says;
        this.store = new PictureStore(request.channels(), request.height(), set.form(), PictureStore.usualCapacity());
        this.scan = new PictureScan(store, request.least(), request.broken(), says);
    }

    PictureData read(Path train, Optional<Path> maybeTest, String source) {
        List<Pair> pairs = scan(train);
        if (pairs.isEmpty()) {
            throw new DataException(train + ": expected pictures that can be used, found none");
        }
        PageSplit split = maybeTest
                .map(test -> ownSplit(pairs, scan(test)))
                .orElseGet(() -> PageSplit.of(pairs, request.testShare(), request.splitSeed()));
        return told(unseen(split), source);
    }

    /** Without unseen kinds of noise or sheets to train with, and with no others to test with. */
    private PageSplit unseen(PageSplit split) {
        List<String> unseen = request.unseen();
        if (unseen.isEmpty()) {
            return split;
        }
        if (!set.kinds().containsAll(unseen)) {
            throw new DataException("expected unseen kinds of noise of %s, which %s has, found %s"
                    .formatted(set.kinds(), set.name(), unseen));
        }
        Predicate<Pair> isUnseen = pair ->
                !Collections.disjoint(unseen, OfficeNoise.of(pair.files().name()));
        PageSplit parts = new PageSplit(
                split.train().stream().filter(isUnseen.negate()).toList(),
                split.test().stream().filter(isUnseen).toList());
        if (parts.train().isEmpty()) {
            throw new DataException(
                    "%s: unseen kinds of noise %s leave none to train with".formatted(set.name(), unseen));
        }
        if (parts.test().isEmpty()) {
            throw new DataException("%s: unseen kinds of noise %s leave none to test with: the pages held out have none"
                    .formatted(set.name(), unseen));
        }
        return parts;
    }

    private PictureData told(PageSplit split, String source) {
        says.accept("%s: %d pairs of %d clean pictures to train with, %d of %d to test with"
                .formatted(
                        set.name(),
                        split.train().size(),
                        pages(split.train()).size(),
                        split.test().size(),
                        pages(split.test()).size()));
        return new PictureData(
                set.name(),
                source,
                new FilePairs(split.train(), store),
                new FilePairs(split.test(), store),
                sum(split));
    }

    private List<Pair> scan(Path folder) {
        scan.refuseOthers(folder, set.form().others(folder));
        List<Pair> pairs = scan.scan(set.form().list(folder));
        scanned.addAll(pairs);
        return pairs;
    }

    /** The set's own split, less what would be trained on and tested. */
    private PageSplit ownSplit(List<Pair> train, List<Pair> test) {
        Set<String> tested = pages(test);
        List<Pair> kept =
                train.stream().filter(pair -> !tested.contains(pair.page())).toList();
        if (kept.size() < train.size()) {
            says.accept("%s: left out %d pictures to train with that are also tested with"
                    .formatted(set.name(), train.size() - kept.size()));
        }
        return new PageSplit(kept, test);
    }

    private static Set<String> pages(List<Pair> pairs) {
        return pairs.stream().map(Pair::page).collect(Collectors.toSet());
    }

    private static String sum(PageSplit split) {
        MessageDigest digest = Sha256.digest();
        Stream.concat(split.train().stream(), split.test().stream())
                .map(pair -> pair.sha256().getBytes(StandardCharsets.US_ASCII))
                .forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The sizes and colours of all that could be used, in a line. */
    String looks() {
        IntSummaryStatistics widths =
                scanned.stream().mapToInt(pair -> pair.shape().width()).summaryStatistics();
        IntSummaryStatistics heights =
                scanned.stream().mapToInt(pair -> pair.shape().height()).summaryStatistics();
        long grey = scanned.stream().filter(Pair::grey).count();
        return "%s x %s pixels, %s"
                .formatted(
                        range(widths),
                        range(heights),
                        grey == scanned.size()
                                ? "all grey (1 channel)"
                                : grey == 0
                                        ? "all in colour (3 channels)"
                                        : "%d in colour (3 channels), %d grey (1)"
                                                .formatted(scanned.size() - grey, grey));
    }

    private static String range(IntSummaryStatistics sizes) {
        return sizes.getMin() == sizes.getMax() ? "" + sizes.getMin() : sizes.getMin() + ".." + sizes.getMax();
    }

    /** How many pairs could not be used. */
    int skipped() {
        return scan.skipped();
    }
}
