package io.limpid.quickstart.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.ProcessLock;
import io.limpid.quickstart.training.TrainerEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridFoldersTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-01-02T00:00:00Z");
    private static final GridDefinition SMALL = Grids.definition("network.depth", "1,3");
    private static final GridDefinition LARGER = Grids.definition("network.depth", "1,3,5");

    @TempDir
    Path root;

    private GridFolders folders;

    @BeforeEach
    void folders() {
        folders = new GridFolders(root);
    }

    private void finish(GridFolder folder) {
        finish(folder, folder.read().points().size());
    }

    private void finish(GridFolder folder, int points) {
        GridState state = folder.read();
        for (int index : state.open().subList(0, points)) {
            TrainerEvent.Finished end = new TrainerEvent.Finished("a-run", "", Map.of("mse_denoised", 0.1));
            state = state.with(index, state.points().get(index).done(end, 1));
        }
        folder.write(state, root);
    }

    @Test
    void theSameGridGoesOnInItsFolder() {
        GridFolder first = folders.open(SMALL, FIRST);

        assertThat(first.path()).hasFileName("small-20260101-000000");
        assertThat(folders.open(SMALL, SECOND)).isEqualTo(first);
        finish(first);
        assertThat(folders.open(SMALL, SECOND)).isEqualTo(first);
    }

    @Test
    void refusesAChangedGridWhileOneIsHalfDone() {
        finish(folders.open(SMALL, FIRST), 1);

        assertThatThrownBy(() -> folders.open(LARGER, SECOND))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("small-20260101-000000 is unfinished")
                .hasMessageContaining("over was {network.depth=[1, 3]} and is {network.depth=[1, 3, 5]}");
        assertThat(root).isDirectoryNotContaining("glob:**small-20260102*");
    }

    @Test
    void saysHowToBeginAnewWhereTheOldOneHasPointsThatFailed() {
        GridFolder folder = folders.open(SMALL, FIRST);
        finish(folder, 1);
        GridState state = folder.read();
        folder.write(state.with(1, state.points().get(1).failed("impossible", 1)), root);

        assertThatThrownBy(() -> folders.open(LARGER, SECOND))
                .extracting(failure -> ((CommandFailure) failure).nextStep())
                .isEqualTo("begin another beside it with --new; --resume small-20260101-000000 tries the points of it"
                        + " that failed, 1, again as they were");
    }

    @Test
    void aGridWithNothingDoneIsNoReasonToRefuseACorrectedOne() {
        folders.open(SMALL, FIRST);

        assertThat(folders.open(LARGER, SECOND).path()).hasFileName("small-20260102-000000");
    }

    @Test
    void aChangedGridBeginsBesideAFinishedOne() {
        finish(folders.open(SMALL, FIRST));

        GridFolder second = folders.open(LARGER, SECOND);

        assertThat(second.path()).hasFileName("small-20260102-000000");
        assertThat(second.read().open()).hasSize(3);
        finish(second);
        assertThat(folders.open(SMALL, SECOND).path()).hasFileName("small-20260101-000000");
    }

    @Test
    void anotherRankingIsNoOtherGrid() {
        GridFolder first = folders.open(SMALL, FIRST);

        assertThat(folders.open(
                        SMALL.with(Map.of(), Map.of(), "psnr_denoised", io.limpid.quickstart.training.Better.HIGHER),
                        SECOND))
                .isEqualTo(first);
    }

    @Test
    void resumesByNameAndRefusesAChangedRecipe() throws Exception {
        Path recipe = Files.writeString(root.resolve("a.yaml"), "name: a\ntask: denoise\n");
        GridDefinition definition = GridFile.of(recipe, java.util.List.of("network.depth=1,3"));
        GridFolder folder = folders.open(definition, FIRST);

        assertThat(folders.resume("a-20260101-000000")).isEqualTo(folder);
        finish(folder, 1);

        Files.writeString(recipe, "name: a\ntask: denoise\nepochs: 3\n");
        assertThatThrownBy(() -> folders.resume("a-20260101-000000"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("the content of the recipe");
        assertThatThrownBy(() -> folders.open(GridFile.of(recipe, java.util.List.of("network.depth=1,3")), SECOND))
                .hasMessageContaining("the content of the recipe");
    }

    @Test
    void namesTheLatestWhereThereIsNone() {
        folders.open(SMALL, FIRST);

        assertThatThrownBy(() -> folders.resume("smal"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("there is no grid smal")
                .extracting(failure -> ((CommandFailure) failure).nextStep())
                .isEqualTo("the latest are small-20260101-000000");
    }

    @Test
    void namesADamagedFolder() throws Exception {
        GridFolder folder = folders.open(SMALL, FIRST);
        Files.writeString(folder.path().resolve("grid.json"), "{\"definition\":");

        assertThatThrownBy(() -> folders.open(SMALL, SECOND))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("small-20260101-000000 can't be read: grid.json is missing or damaged");
    }

    @Test
    void oneProcessAtATimeWorksOnAGrid() throws Exception {
        GridFolder folder = folders.open(SMALL, FIRST);
        try (ProcessLock lock = folder.lock()) {
            assertThatThrownBy(folder::lock).hasMessageContaining("another process works on the grid");
        }
        folder.lock().close();
    }
}
