package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureStoreTest {
    @TempDir
    Path folder;

    private PairFiles file(int number) {
        Path file =
                TinySet.write(folder.resolve(number + ".png"), TestPictures.png(1, 10, 10, (channel, y, x) -> number));
        return new PairFiles(number + ".png", file, file);
    }

    @Test
    void keepsThoseAskedForLastWithinItsCapacity() throws IOException {
        PictureStore store = new PictureStore(1, 0, PictureLayout.IMAGES, 250);
        PairFiles one = file(1);
        PairFiles two = file(2);
        PairFiles three = file(3);

        store.input(one);
        store.input(two);
        store.input(one);
        store.input(three);
        Files.delete(one.input());
        Files.delete(three.input());

        assertThat(store.keptBytes()).isEqualTo(200);
        assertThat(store.input(one).bytes()).containsOnly(1);
        assertThat(store.input(three).bytes()).containsOnly(3);
        assertThat(store.input(two).bytes()).containsOnly(2);
        assertThat(store.keptBytes()).isEqualTo(200);
    }

    @Test
    void readsPicturesLargerThanItsCapacity() {
        PictureStore store = new PictureStore(1, 0, PictureLayout.IMAGES, 50);

        assertThat(store.input(file(1)).bytes()).hasSize(100);
        assertThat(store.keptBytes()).isZero();
    }
}
