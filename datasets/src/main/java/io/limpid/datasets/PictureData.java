package io.limpid.datasets;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Pictures with their split: no clean picture is in both parts.
 *
 * @param name what it is
 * @param source where it came from, for people
 * @param sha256 of all names and files, lower-case hexadecimal
 */
public record PictureData(String name, String source, PairSet train, PairSet test, String sha256) {
    public PictureData {
        requireNonNull(name, "name");
        requireNonNull(source, "source");
        requireNonNull(train, "train");
        requireNonNull(test, "test");
        requireNonNull(sha256, "sha256");
    }

    /**
     * The same pictures to test with, and more to train with: the training images of another set, 64 of them side by side on each.
     *
     * @throws DataException when they have other channels, or are too few for one sheet
     */
    public PictureData withImagesOf(DataSet set) {
        PairSet sheets = new ContactSheets(set.name(), set.train());
        if (sheets.size() == 0 || sheets.shape(0).channels() != train.shape(0).channels()) {
            throw new DataException("expected at least %d images of %d channels in %s, found %d of %d"
                    .formatted(
                            ContactSheets.COLUMNS * ContactSheets.COLUMNS,
                            train.shape(0).channels(),
                            set.name(),
                            set.train().size(),
                            set.train().shape().channels()));
        }
        MessageDigest digest = Sha256.digest();
        digest.update((sha256 + set.train().sha256()).getBytes(StandardCharsets.US_ASCII));
        return new PictureData(
                name + "+" + set.name(),
                source.equals(set.source()) ? source : source + "; " + set.source(),
                new JoinedPairs(train, sheets),
                test,
                HexFormat.of().formatHex(digest.digest()));
    }
}
