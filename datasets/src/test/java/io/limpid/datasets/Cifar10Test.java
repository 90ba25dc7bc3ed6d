package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
    private static final int RECORD = 3073;

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    private DataSets sets() {
        return new DataSets(List.of(new Cifar10()), List.of(new FolderSource("here", folder)));
    }

    private DataSet load() {
        return sets().load("cifar10", said::add);
    }

    /** Records whose label and all red values are their number. */
    private static byte[] batch(int... labels) {
        byte[] batch = new byte[labels.length * RECORD];
        for (int i = 0; i < labels.length; i++) {
            batch[i * RECORD] = (byte) labels[i];
            Arrays.fill(batch, i * RECORD + 1, i * RECORD + 1 + 1024, (byte) labels[i]);
        }
        return batch;
    }

    private static byte[] png(int grey) {
        return TestPictures.png(3, 32, 32, (channel, y, x) -> channel == 0 ? grey : y);
    }

    private static Map<String, byte[]> classFolders() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("train/cat/0001.png", png(11));
        files.put("train/cat/0002.png", png(12));
        files.put("train/airplane/0001.png", png(13));
        files.put("test/truck/0001.png", png(14));
        files.put("train/readme.txt", new byte[] {1});
        return files;
    }

    private void write(Map<String, byte[]> files) {
        files.forEach((name, content) -> TinySet.write(folder.resolve("cifar10").resolve(name), content));
    }

    @Test
    void theCatalogueCountsTheFilesThatAreThereAndListsBothNames() throws IOException {
        write(classFolders());

        assertThat(sets().catalogue().entries().subList(0, 2))
                .extracting(CatalogueEntry::name, entry -> entry.facts().train(), entry -> entry.facts()
                        .test())
                .containsExactly(tuple("cifar10", 3, 1), tuple("cifar10-jpeg", 3, 1));
        assertThat(sets().catalogue().check("cifar10-jpeg", said::add)).startsWith("3 + 1 images");

        TinySet.write(folder.resolve("cifar10/all.tar"), tar(Map.of("train/cat/0001.png", png(1))));
        assertThat(sets().catalogue().entries().get(0).facts().train()).isEqualTo(1);
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static int red(ImageSet set, int index) {
        return Math.round(set.image(index)[0] * 255);
    }

    @Test
    void readsBinaryBatchesInTheirOrder() {
        write(Map.of(
                "data_batch_2.bin", batch(3, 4),
                "data_batch_1.bin", batch(1, 2),
                "test_batch.bin", batch(9)));

        DataSet data = load();

        assertThat(data.name()).isEqualTo("cifar10");
        assertThat(data.train().size()).isEqualTo(4);
        assertThat(new int[] {red(data.train(), 0), red(data.train(), 2)}).containsExactly(1, 3);
        assertThat(data.test().labelNames().get(data.test().label(0))).isEqualTo("truck");
        assertThat(said).anyMatch(line -> line.contains("4 + 1 images from binary batches"));
    }

    @Test
    void readsClassFoldersInTurnsOfTheClasses() {
        write(classFolders());

        DataSet data = load();

        assertThat(data.name()).isEqualTo("cifar10");
        assertThat(data.train().size()).isEqualTo(3);
        assertThat(new int[] {red(data.train(), 0), red(data.train(), 1), red(data.train(), 2)})
                .containsExactly(13, 11, 12);
        assertThat(data.train().label(0)).isZero();
        assertThat(data.train().image(0)[2 * 1024 + 31 * 32]).isEqualTo(31 * (1f / 255));
    }

    @Test
    void readsZippedArchivesAsFolders() throws IOException {
        write(classFolders());
        DataSet plain = load();
        TinySet.write(folder.resolve("cifar10/all.tar.gz"), TinySet.zipped(tar(classFolders())));

        DataSet packed = load();

        assertThat(packed.train().sha256()).isEqualTo(plain.train().sha256());
        assertThat(packed.test().sha256()).isEqualTo(plain.test().sha256());
    }

    @Test
    void saysThatJpegFilesAreNotTheSet() {
        write(Map.of("train/cat/1.jpg", TestPictures.jpeg(32, 32), "test/cat/1.jpg", TestPictures.jpeg(32, 32)));

        DataSet data = load();

        assertThat(data.name()).isEqualTo("cifar10-jpeg");
        assertThat(DataSets.names()).contains(data.name());
        assertThat(sets().load(data.name(), said::add).train().sha256())
                .isEqualTo(data.train().sha256());
        assertThat(said).anyMatch(line -> line.contains("JPEG"));
    }

    @Test
    void refusesDamagedFilesByName() {
        byte[] jpeg = TestPictures.jpeg(32, 32);
        write(Map.of("train/cat/1.jpg", Arrays.copyOf(jpeg, jpeg.length / 2), "test/cat/1.jpg", jpeg));
        assertThatThrownBy(this::load)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("train/cat/1.jpg: expected a whole JPEG file");

        write(Map.of("train/cat/1.jpg", TestPictures.jpeg(32, 31)));
        assertThatThrownBy(this::load).hasMessageContaining("train/cat/1.jpg: expected 32 x 32 pixels, found 31 x 32");

        write(Map.of("train/cat/1.jpg", jpeg, "train/zebra/1.jpg", jpeg));
        assertThatThrownBy(this::load)
                .hasMessageContaining("expected a folder of [airplane")
                .hasMessageContaining("'zebra'");
    }

    @Test
    void refusesTruncatedBatchesAndWrongLabels() {
        write(Map.of("data_batch_1.bin", new byte[RECORD + 1], "test_batch.bin", batch(1)));
        assertThatThrownBy(this::load)
                .hasMessageContaining("data_batch_1.bin: expected records of 3073 bytes, found 3074 bytes");

        write(Map.of("data_batch_1.bin", batch(1, 10)));
        assertThatThrownBy(this::load)
                .hasMessageContaining("data_batch_1.bin: expected a label from 0 to 9 at byte 3073, found 10");
    }

    @Test
    void refusesASetWithoutAPartToTestOn() {
        write(Map.of("train/cat/1.png", png(1)));

        assertThatThrownBy(this::load).hasMessageContaining("expected images to train and to test with, found 1 and 0");
    }

    @Test
    void theAuthorsArchiveIsKnownByItsSum() {
        Path archive = TinySet.write(folder.resolve("cifar10/cifar-10-binary.tar.gz"), new byte[] {1});

        assertThatThrownBy(() -> new Cifar10().check(archive.getParent(), said::add))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cifar-10-binary.tar.gz: expected SHA-256 c4a38c50");
    }

    @Test
    void digitsAreNoSubstituteForPhotographs() {
        assertThatThrownBy(this::load)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("can't be had here")
                .hasMessageContaining("LIMPID_DATA")
                .hasMessageContaining("cifar10/train/CLASS");
    }
}
