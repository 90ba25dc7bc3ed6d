package io.limpid.datasets;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** Reads every file of a set once: to find the broken ones before training does, the shapes, and which clean pictures are the same. */
final class PictureScan {
    /**
     * A pair that can be used.
     *
     * @param page of the clean picture's content; pairs that share it belong together
     * @param sha256 of the files
     */
    record Pair(PairFiles files, ImageSet.Shape shape, String page, String sha256) {}

    private final PictureStore store;
    private final Broken broken;
    private final Consumer<String> says;
    private int skipped;

    PictureScan(PictureStore store, Broken broken, Consumer<String> says) {
        this.store = store;
        this.broken = broken;
        this.says = says;
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
                            unusable.getMessage() + "; replace it, remove it, or have broken files skipped", unusable);
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
        return new Pair(files, clean.shape(), clean.sha256(), HexFormat.of().formatHex(digest.digest()));
    }

    private void load(Path file, MessageDigest digest) {
        byte[] content = PictureStore.read(file);
        digest.update(content);
        store.decode(file, content);
    }
}
