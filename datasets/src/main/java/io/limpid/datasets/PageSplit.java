package io.limpid.datasets;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Pairs in two parts by chance; all pairs of one page, which share their clean picture, are in the same part. */
record PageSplit(List<PictureScan.Pair> train, List<PictureScan.Pair> test) {
    PageSplit {
        train = List.copyOf(train);
        test = List.copyOf(test);
    }

    /**
     * @param share of the pages to test with, rounded; above 0 it is one page at least
     * @throws DataException unless a page is left for training
     */
    static PageSplit of(List<PictureScan.Pair> pairs, double share, long seed) {
        List<String> pages = new ArrayList<>(
                new LinkedHashSet<>(pairs.stream().map(PictureScan.Pair::page).toList()));
        int count = share == 0 ? 0 : (int) Math.max(1, Math.round(share * pages.size()));
        if (count >= pages.size()) {
            throw new DataException("expected more than %d different clean pictures to hold out %d of them, found %d"
                    .formatted(count, count, pages.size()));
        }
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> test = new HashSet<>();
        for (int i = 0; i < count; i++) {
            test.add(pages.remove(random.nextInt(pages.size())));
        }
        Predicate<PictureScan.Pair> isTest = pair -> test.contains(pair.page());
        return new PageSplit(
                pairs.stream().filter(isTest.negate()).toList(),
                pairs.stream().filter(isTest).toList());
    }
}
