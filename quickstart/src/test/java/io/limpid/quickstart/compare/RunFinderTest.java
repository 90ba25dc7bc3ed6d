package io.limpid.quickstart.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFinderTest {
    private static final String ID = "20260102-120000-mine";

    @TempDir
    Path folder;

    private Path run;
    private RunFinder finder;

    @BeforeEach
    void make() throws IOException {
        run = Files.createDirectories(folder.resolve("runs").resolve(ID));
        Files.writeString(run.resolve("recipe.yaml"), "name: mine\n");
        finder = new RunFinder(folder.resolve("runs"));
    }

    @Test
    void aRunThatIsToGoOnIsNamedByIdOrByFolder() {
        assertThat(finder.findOne(ID)).isEqualTo(run);
        assertThat(finder.findOne(ID + "/")).isEqualTo(run);
        assertThat(finder.findOne(run + "/")).isEqualTo(run);
        assertThat(new RunFinder(folder.resolve("others")).findOne(run.toString()))
                .isEqualTo(run);
    }

    /** The latest of a recipe's may be another one than is meant. */
    @Test
    void aRecipesNameTellsNoRunToGoOnWith() {
        assertThat(finder.find("mine")).isEqualTo(run);
        assertThatThrownBy(() -> finder.findOne("mine"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("there is no run mine in");
    }

    @Test
    void aFolderThatIsNoRunsIsRefused() {
        assertThatThrownBy(() -> finder.findOne(".."))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("is no folder of a run that began: it has no recipe.yaml");
        assertThatThrownBy(() -> finder.findOne("../../no-such-folder"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("there is no run ../../no-such-folder");
    }
}
