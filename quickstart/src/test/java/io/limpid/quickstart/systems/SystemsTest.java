package io.limpid.quickstart.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.training.RecipeBook;
import io.limpid.quickstart.training.TrainerEvent;
import io.limpid.quickstart.training.TrainingRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemsTest {
    private static final RecipeBook.Entry JUDGE = entry("judge", "", 5, "", "");
    private static final RecipeBook.Entry DEAR = entry("dear", "A1", 9, "", "judge");
    private static final RecipeBook.Entry CHEAP = entry(
            "cheap",
            "B1",
            1,
            "",
            "judge",
            new RecipeBook.Reported("B1", "error_sum", 0.6, "lower", "78 batches"),
            new RecipeBook.Reported("B4", "accuracy", 0.9, "higher", ""));
    private static final RecipeBook.Entry HEAD = entry("head", "C5", 2, "dear", "");

    @TempDir
    Path folder;

    private final List<TrainingRequest> requests = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static RecipeBook.Entry entry(
            String name, String system, double cost, String encoder, String judge, RecipeBook.Reported... reported) {
        return new RecipeBook.Entry(
                name + ".yaml",
                name,
                system,
                "about " + name,
                "denoise",
                10,
                cost,
                encoder,
                "",
                judge,
                List.of(reported),
                "text of " + name);
    }

    @Test
    void whatOthersNeedComesFirstThenTheCheapest() {
        SystemsOrder order = new SystemsOrder(List.of(DEAR, HEAD, JUDGE, CHEAP));

        assertThat(order.order(Set.of())).containsExactly(JUDGE, CHEAP, DEAR, HEAD);
        assertThat(order.order(Set.of("C5"))).containsExactly(JUDGE, DEAR, HEAD);
        assertThat(order.order(Set.of("cheap"))).containsExactly(JUDGE, CHEAP);
        assertThat(order.order(Set.of("Z9"))).isEmpty();
    }

    /** Writes a run as the trainer does. */
    private TrainerEvent.Finished train(TrainingRequest request) {
        requests.add(request);
        String name = request.recipe().getFileName().toString().replace(".yaml", "");
        String run = "20260101-00000" + requests.size() + "-" + name;
        try {
            run(run, "text of " + name, "finished", 4, 10, 0.5);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new TrainerEvent.Finished(run, run, Map.of("any", 1.0));
    }

    private void run(String id, String recipe, String state, int epochs, int full, double error) throws IOException {
        Path run = Files.createDirectories(folder.resolve(id));
        Files.writeString(run.resolve("recipe.yaml"), recipe);
        Files.writeString(run.resolve("status.json"), "{\"state\": \"" + state + "\"}");
        Files.writeString(
                run.resolve("metrics.json"),
                "{\"epochs\": %d, \"epochs_full\": %d, \"images\": 60, \"images_full\": 60, \"error_sum\": %s}"
                        .formatted(epochs, full, error));
    }

    private SystemsRun.Result run(boolean again, RecipeBook.Entry... order) {
        return run(0, again, order);
    }

    private SystemsRun.Result run(int limit, boolean again, RecipeBook.Entry... order) {
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        return new SystemsRun(this::train, Path.of("recipes"), folder, console)
                .run(List.of(order), 1000, limit, again, trained -> {});
    }

    @Test
    void wholeRunsOfTheVeryRecipeCountAndOthersAreDoneAnew() throws IOException {
        run("20250101-000000-cheap", "text of cheap", "finished", 10, 10, 0.4);
        run("20250101-000000-dear", "an older text", "finished", 10, 10, 0.4);
        run("20250102-000000-dear", "text of dear", "stopped", 10, 10, 0.4);
        run("20250103-000000-dear", "text of dear", "finished", 3, 10, 0.4);

        SystemsRun.Result result = run(false, CHEAP, DEAR);

        assertThat(requests).extracting(request -> request.recipe().toString()).containsExactly("recipes/dear.yaml");
        assertThat(requests.get(0).options()).startsWith("--budget-seconds").hasSize(2);
        assertThat(result.trained()).hasSize(2);
        assertThat(result.trained().get(0).isReduced()).isFalse();
        assertThat(result.trained().get(1).trained()).isEqualTo("REDUCED: 4 of 10 epochs");

        assertThat(run(true, CHEAP).trained().get(0).folder().getFileName()).hasToString("20260101-000002-cheap");
    }

    @Test
    void aFailureIsNamedAndTheRestGoesOn() {
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        SystemsRun run = new SystemsRun(
                request -> {
                    if (request.recipe().endsWith("cheap.yaml")) {
                        throw CommandFailure.failed("no disk", "");
                    }
                    return train(request);
                },
                Path.of("recipes"),
                folder,
                console);

        SystemsRun.Result result = run.run(List.of(CHEAP, DEAR), 100, 0, true, trained -> {});

        assertThat(result.failures()).containsExactly("cheap: no disk");
        assertThat(result.trained()).extracting(each -> each.recipe().name()).containsExactly("dear");
    }

    @Test
    void whatFailedAndWhatNoTimeWasLeftForHaveTheirRowsToo() throws IOException {
        UntrainedSystem failed = UntrainedSystem.failed(CHEAP, "no disk");
        UntrainedSystem late = UntrainedSystem.noTime(DEAR);
        SystemsRun.Result result = new SystemsRun.Result(List.of(), List.of(failed, late));

        assertThat(SystemsTable.rows(result))
                .extracting(SystemRow::system, SystemRow::trained, SystemRow::reduced)
                .containsExactly(
                        tuple("A1", "NOT TRAINED: no time was left", true),
                        tuple("B1", "FAILED: no disk", true),
                        tuple("B4", "FAILED: no disk", true));
        assertThat(result.failures()).containsExactly("cheap: no disk");
    }

    @Test
    void nothingIsBegunAfterTheTime() {
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        SystemsRun run = new SystemsRun(this::train, Path.of("recipes"), folder, console);

        SystemsRun.Result result = run.run(List.of(CHEAP, DEAR), 0, 0, true, soFar -> {});

        assertThat(requests).isEmpty();
        assertThat(result.untrained()).containsExactly(UntrainedSystem.noTime(CHEAP), UntrainedSystem.noTime(DEAR));
    }

    @Test
    void aLimitIsAReduction() throws IOException {
        SystemsRun.Result result = run(60, true, CHEAP);

        assertThat(requests.get(0).options()).endsWith("--limit", "60");
        assertThat(result.trained().get(0).isReduced()).isTrue();
        assertThat(result.trained().get(0).trained()).isEqualTo("REDUCED: 4 of 10 epochs, the first 60 images only");
        assertThat(run(61, true, CHEAP).trained().get(0).trained()).isEqualTo("REDUCED: 4 of 10 epochs");
    }

    @Test
    void theTableSetsOursBesideReportedAndMarksWhatWasReduced() throws IOException {
        SystemsRun.Result result = run(true, JUDGE, DEAR, CHEAP);

        List<SystemRow> rows = SystemsTable.rows(result);
        assertThat(rows).extracting(SystemRow::system).containsExactly("A1", "B1", "B4");
        assertThat(rows.get(1).ours()).isEqualTo(0.5);
        assertThat(rows.get(1).reached()).isTrue();
        assertThat(rows.get(2).ours()).isNull();
        assertThat(rows.get(2).reached()).isNull();
        assertThat(String.join("\n", SystemsTable.lines(rows)))
                .contains("B1", "0.6000", "0.5000", "yes", "REDUCED: 4 of 10 epochs");

        SystemsTable table = new SystemsTable(folder.resolve("out"));
        table.write(result);
        assertThat(folder.resolve("out/systems.json")).content().contains("\"reduced\" : true");
        assertThat(table.html()).content().contains("about cheap", "REDUCED").doesNotContain("judge.yaml");
    }
}
