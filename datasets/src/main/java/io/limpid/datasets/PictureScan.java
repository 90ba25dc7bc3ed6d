package io.limpid.datasets;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads every file of a set once: to find the broken ones before training does, the shapes, and which clean pictures are the same. */
final class PictureScan {
    /**
     * A pair that can be used.
     *
     * @param grey whether the clean picture has no colours
     * @param page of the clean picture's content; pairs that share it belong together
     * @param sha256 of the files
     */
    record Pair(PairFiles files, ImageSet.Shape shape, boolean grey, String page, String sha256) {}

    private static final int MOST_NAMED = 5;

    private final PictureStore store;
    private final int least;
    private final Broken broken;
    private final Consumer<String> says;
    private int skipped;

    PictureScan(PictureStore store, int least, Broken broken, Consumer<String> says) {
        this.store = store;
        this.least = least;
        this.broken = broken;
        this.says = says;
    }

    /**
     * Names the picture files of a folder that are of kinds which can't be read here.
     *
     * @throws DataException naming them, when broken files are refused
     */
    void refuseOthers(Path folder, List<Path> others) {
        if (others.isEmpty()) {
            return;
        }
        String names = others.stream()
                .limit(MOST_NAMED)
                .map(file -> file.getFileName().toString())
                .collect(Collectors.joining(", "));
        String what = "%s: %d picture files are of kinds that can't be read here: %s%s; expected PNG, JPEG or BMP"
                .formatted(folder, others.size(), names, others.size() > MOST_NAMED ? ", …" : "");
        if (broken == Broken.REFUSE) {
            throw new DataException(what + "; convert them, move them out, or give data.broken: skip");
        }
        skipped += others.size();
        says.accept("skipped " + what);
    }

    /** @throws DataException naming a broken file, when these are refused */
    List<Pair> scan(List<PairFiles> all) {
        List<Pair> pairs = new ArrayList<>();
        for (PairFiles files : all) {
            try {
                pairs.add(scan(files));
            } catch (DataException unusable) {
                if (broken == Broken.REFUSE) {
                    throw new DataException(
                            unusable.getMessage() + "; replace it, remove it, or give data.broken: skip", unusable);
                }
                skipped++;
                says.accept("skipped " + unusable.getMessage());
            }
        }
        return pairs;
    }

    int skipped() {
        return skipped;
    }

    private Pair scan(PairFiles files) {
        MessageDigest digest = Sha256.digest();
        digest.update(files.name().getBytes(StandardCharsets.UTF_8));
        load(files.input(), digest);
        if (!files.clean().equals(files.input())) {
            load(files.clean(), digest);
        }
        Picture input = store.input(files);
        Picture clean = store.clean(files);
        if (!input.shape().equals(clean.shape())) {
            throw new DataException("%s: expected %d x %d pixels, as its clean picture has, found %d x %d"
                    .formatted(
                            files.input(),
                            clean.shape().width(),
                            clean.shape().height(),
                            input.shape().width(),
                            input.shape().height()));
        }
        if (clean.shape().height() < least || clean.shape().width() < least) {
            throw new DataException(
                    "%s: expected at least %d x %d pixels, which a patch takes (data.patch), found %d x %d"
                            .formatted(
                                    files.input(),
                                    least,
                                    least,
                                    clean.shape().width(),
                                    clean.shape().height()));
        }
        return new Pair(
                files,
                clean.shape(),
                clean.isGrey(),
                clean.sha256(),
                HexFormat.of().formatHex(digest.digest()));
    }

    private void load(Path file, MessageDigest digest) {
        byte[] content = PictureStore.read(file);
        digest.update(content);
        store.decode(file, content);
    }
}
