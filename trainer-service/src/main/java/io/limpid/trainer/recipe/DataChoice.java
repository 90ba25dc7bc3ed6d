package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.limpid.datasets.DataSets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is trained on.
 *
 * @param set a name that {@code ./limpid data} lists, or {@code folder:PATH}, {@code pairs:PATH}, {@code side-by-side:PATH}, {@code left-halves:PATH} for
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
 * @param unseen scanned pages: kinds of noise, and sheets with it, that are left out of the training, and alone are tested; none when left out
 * @param scale pictures of any size: the smallest and the largest size in which patches are shown, of the picture's own, drawn log-uniformly for
 *     each; 0.1 to 10; in their own size when left out
 * @param also clean pictures of any size: a labelled set whose images are trained on besides, 64 side by side as one picture; none when left out
 * @param broken what is done about a picture that can't be read
 */
public record DataChoice(
        @Required String set,
        List<String> classes,
        @Limits(least = 0) int validation,
        @Limits(least = 0) int limit,
        Long splitSeed,
        @Limits(least = 16, most = 2048) Integer patch,
        @Limits(least = 1, most = 100_000) Integer patches,
        @Limits(least = 1, most = 3) Integer channels,
        @Limits(least = 0, most = 16_384) int height,
        @Limits(least = 0, most = 1, mostExcluded = true) Double testShare,
        List<String> unseen,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> scale,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String also,
        Broken broken) {
    private static final int PATCH = 64;
    private static final int PATCHES = 4;
    private static final int CHANNELS = 1;
    private static final double TEST_SHARE = 0.2;
    private static final double SMALLEST_SCALE = 0.1;
    private static final double LARGEST_SCALE = 10;

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
        Values.required("data.set", set);
        SetName.check("data.set", set);
        classes = classes == null ? List.of() : List.copyOf(classes);
        splitSeed = orElse(splitSeed, 1L);
        patch = orElse(patch, PATCH);
        patches = orElse(patches, PATCHES);
        channels = orElse(channels, CHANNELS);
        testShare = orElse(testShare, TEST_SHARE);
        unseen = unseen == null ? List.of() : List.copyOf(unseen);
        scale = scale == null ? List.of() : List.copyOf(scale);
        also = also == null ? "" : also.strip();
        broken = orElse(broken, Broken.REFUSE);
        Values.limited(DataChoice.class, "data.validation", validation);
        Values.limited(DataChoice.class, "data.limit", limit);
        Values.limited(DataChoice.class, "data.patch", patch);
        Values.limited(DataChoice.class, "data.patches", patches);
        Values.limited(DataChoice.class, "data.height", height);
        Values.limited(DataChoice.class, "data.testShare", testShare);
        if (channels != 1 && channels != 3) {
            throw new WrongValue("data.channels", "must be 1 or 3, found " + channels);
        }
        if (!unseen.isEmpty() && !set.equals("noisyoffice")) {
            throw new WrongValue(
                    "data.unseen", "is for set noisyoffice, which has several kinds of noise, found " + unseen);
        }
        if (!also.isEmpty()
                && !(DataSets.isOfCleanPictures(set) && DataSets.names().contains(also))) {
            throw new WrongValue(
                    "data.also",
                    "is for pictures of any size that are clean themselves, and must be one of " + DataSets.names()
                            + ", found '" + also + "'");
        }
        if (!scale.isEmpty()) {
            checkScale(set, scale);
        }
        checkForPictures(set, "data.patch", patch, PATCH);
        checkForPictures(set, "data.patches", patches, PATCHES);
        checkForPictures(set, "data.channels", channels, CHANNELS);
        checkForPictures(set, "data.height", height, 0);
        checkForPictures(set, "data.testShare", testShare, TEST_SHARE);
    }

    private static void checkScale(String set, List<Double> scale) {
        if (scale.size() != 2
                || !(scale.get(0) >= SMALLEST_SCALE && scale.get(0) <= scale.get(1) && scale.get(1) <= LARGEST_SCALE)) {
            throw new WrongValue("data.scale", "must be [least, most] within 0.1 to 10, found " + scale);
        }
        if (DataSets.names().contains(set)) {
            throw new WrongValue(
                    "data.scale", "is for pictures of any size, and the images of " + set + " have one: leave it out");
        }
    }

    /** A recipe as run spells out its defaults, so that these are let pass. */
    private static void checkForPictures(String set, String key, Number value, Number usual) {
        if (DataSets.names().contains(set) && !value.equals(usual)) {
            throw new WrongValue(
                    key,
                    "is for pictures of any size, and the images of " + set + " have one: leave it out, found "
                            + value);
        }
    }

    private static <T> T orElse(@Nullable T value, T usual) {
        return value == null ? usual : value;
    }
}
