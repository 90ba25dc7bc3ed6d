package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.limpid.datasets.DataSets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is trained on.
 *
 * @param set a name that {@code ./limpid data} lists, or {@code folder:PATH}, {@code pairs:PATH}, {@code side-by-side:PATH} for
 *     images of one's own
 * @param classes labelled sets: only images of these classes, by label; empty for all
 * @param validation labelled sets: how many of the training images are held out to validate
 * @param limit at most so many training images; 0 for all
 * @param splitSeed which images are held out: the same seed, the same split; 1 when left out
 * @param patch pictures of any size: the side of the squares trained on, in pixels; 64 when left out
 * @param patches pictures of any size: how many squares of each picture an epoch sees; 4 when left out
 * @param channels pictures of any size: 1 for grey, 3 for RGB; 1 when left out
 * @param height pictures of any size: they are shrunk to this height; 0 as they are
 * @param testShare pictures of any size without a test set of their own: the share held out, by page where several scans show one
 * @param broken what is done about a picture that can't be read
 */
public record DataChoice(
        String set,
        List<String> classes,
        int validation,
        int limit,
        Long splitSeed,
        Integer patch,
        Integer patches,
        Integer channels,
        int height,
        Double testShare,
        Broken broken) {
    /** Images of one's own, at a path. */
    private static final List<String> OWN = List.of("folder:", "pairs:", "side-by-side:");

    /** What is done about a picture that can't be read. */
    public enum Broken {
        /** It is named, and the training goes on without it. */
        @JsonProperty("skip")
        SKIP,
        /** The training is refused. */
        @JsonProperty("refuse")
        REFUSE
    }

    public DataChoice {
        checkSet(set);
        classes = classes == null ? List.of() : List.copyOf(classes);
        splitSeed = orElse(splitSeed, 1L);
        patch = orElse(patch, 64);
        patches = orElse(patches, 4);
        channels = orElse(channels, 1);
        testShare = orElse(testShare, 0.2);
        broken = orElse(broken, Broken.REFUSE);
        Values.atLeast(0, "data.validation", validation);
        Values.atLeast(0, "data.limit", limit);
        Values.atLeast(16, "data.patch", patch);
        Values.atLeast(1, "data.patches", patches);
        Values.atLeast(0, "data.height", height);
        Values.within(0, 1, "data.testShare", testShare);
        if (channels != 1 && channels != 3) {
            throw new WrongValue("data.channels", "must be 1 or 3, found " + channels);
        }
    }

    private static void checkSet(String set) {
        Values.required("data.set", set);
        List<String> known = new ArrayList<>(DataSets.names());
        known.addAll(DataSets.pictureNames());
        if (OWN.stream().noneMatch(set::startsWith) && !known.contains(set)) {
            throw new WrongValue(
                    "data.set", "must be one of " + known + ", or begin with one of " + OWN + ", found '" + set + "'");
        }
    }

    private static <T> T orElse(@Nullable T value, T usual) {
        return value == null ? usual : value;
    }
}
