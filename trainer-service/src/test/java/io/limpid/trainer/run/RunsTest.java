package io.limpid.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.inference.ModelFetcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    Path folder;

    private RunFolder finished(String name, Instant when) throws IOException {
        return finished(name, "mnist", when);
    }

    private RunFolder finished(String name, String data, Instant when) throws IOException {
        RunFolder run = RunFolder.create(folder, name, when);
        byte[] model = run.id().getBytes();
        run.write("model.onnx", model);
        run.writeJson(
                "model.json",
                new ModelInfo(
                        name,
                        "denoise",
                        data,
                        "0123456789abcdef",
                        1,
                        28,
                        28,
                        0,
                        List.of(),
                        ModelFetcher.sha256Of(model),
                        model.length,
                        Map.of("psnr_denoised", 20.5)));
        run.status(Runs.FINISHED, "");
        return run;
    }

    private static List<String> ids(List<RunFolder> runs) {
        return runs.stream().map(RunFolder::id).toList();
    }

    @Test
    void idsSortByTimeAndNameTheRecipe() throws IOException {
        assertThat(finished("mine", NOON).id()).isEqualTo("20260102-120000-mine");
        assertThat(finished("mine", NOON).id()).isEqualTo("20260102-120000-mine-2");
    }

    @Test
    void theLatestFinishedRunOfANameIsFound() throws IOException {
        finished("mine", NOON);
        RunFolder wanted = finished("mine", NOON.plusSeconds(5));
        finished("other", NOON.plusSeconds(60));
        finished("mine", "synthetic", NOON.plusSeconds(70));
        RunFolder failed = finished("mine", NOON.plusSeconds(90));
        failed.status(Runs.FAILED, "no memory");
        RunFolder.create(folder, "mine", NOON.plusSeconds(95));

        Optional<RunFolder> found = new Runs(folder).latest("mine", "mnist");

        assertThat(found.map(RunFolder::id)).hasValue(wanted.id());
        assertThat(Runs.info(wanted).metrics()).containsEntry("psnr_denoised", 20.5);
    }

    @Test
    void aDamagedRunHidesNoOther() throws IOException {
        RunFolder good = finished("mine", NOON);
        finished("mine", NOON.plusSeconds(1)).writeText("model.json", "{");
        finished("mine", NOON.plusSeconds(2)).writeText("status.json", "");
        Files.delete(finished("mine", NOON.plusSeconds(3)).model());
        Files.writeString(folder.resolve("20260102-120004-mine"), "a file");
        Files.createDirectory(folder.resolve("notes"));

        assertThat(ids(new Runs(folder).finished())).containsExactly(good.id());
    }

    @Test
    void noFolderIsNoRuns() {
        assertThat(new Runs(folder.resolve("none")).finished()).isEmpty();
        assertThat(new Runs(folder.resolve("none")).problem()).isEmpty();
    }

    @Test
    void aFileInTheFoldersPlaceIsAProblem() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(new Runs(file).problem()).contains(file.toString());
    }

    /** All but the last name a finished run, by a path that leaves the folder or goes round about. */
    @ParameterizedTest
    @ValueSource(
            strings = {"../20260102-120000-mine", "sub/../20260102-120000-mine", "./20260102-120000-mine", "..", ""})
    void whatIsNoIdIsOfNoRun(String id) throws IOException {
        finished("mine", NOON);
        Path inside = Files.createDirectories(folder.resolve("inside/sub")).getParent();

        assertThat(new Runs(id.startsWith("..") ? inside : folder).finished(id)).isEmpty();
    }

    @Test
    void aRunIsFoundByItsId() throws IOException {
        String id = finished("mine", NOON).id();

        assertThat(new Runs(folder).finished(id).map(RunFolder::id)).hasValue(id);
    }

    @Test
    void aChangedModelFileIsNoticed() throws IOException {
        RunFolder run = finished("mine", NOON);
        assertThat(Runs.isIntact(run)).isTrue();

        Files.writeString(run.model(), "something else");

        assertThat(Runs.isIntact(run)).isFalse();
    }

    @Test
    void writesLeaveNothingBehind() throws IOException {
        RunFolder run = finished("mine", NOON);
        run.writeText("recipe.yaml", "one");
        run.writeText("recipe.yaml", "two");

        assertThat(Files.readString(run.path().resolve("recipe.yaml"))).isEqualTo("two");
        assertThat(run.path().toFile().list())
                .containsExactlyInAnyOrder("model.onnx", "model.json", "status.json", "recipe.yaml");
    }

    @Test
    void aWriteThatFailsLeavesNothingBehind() throws IOException {
        RunFolder run = RunFolder.create(folder, "mine", NOON);
        Files.createDirectories(run.path().resolve("checkpoint.bin/in-its-place"));

        assertThatThrownBy(() -> run.write(RunFolder.CHECKPOINT, new byte[100]))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("can't write " + run.path().resolve("checkpoint.bin"));

        assertThat(run.path().toFile().list()).containsExactly("checkpoint.bin");
    }

    /** Web servers and services of other users are to read models and reports. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void filesHaveTheModeThatAnyNewFileHas() throws IOException {
        RunFolder run = finished("mine", NOON);
        Path usual = Files.createFile(run.path().resolve("usual"));

        assertThat(Files.getPosixFilePermissions(run.model())).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void aDamagedFileIsNamedWithThePlace() throws IOException {
        RunFolder run = RunFolder.create(folder, "mine", NOON);
        run.writeText("plan.json", "{\n");

        assertThatIOException()
                .isThrownBy(() -> run.readJson("plan.json", Map.class))
                .withMessage(run.path().resolve("plan.json") + " is damaged: see line 2, column 1");
    }
}
