package io.limpid.streaming.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.ModelFetcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelInstallerTest {
    @TempDir
    Path folder;

    private ModelShelf shelf;
    private ModelCatalogue<TextModel> catalogue;
    private RecordingEvents events;
    private ModelInstaller<TextModel> installer;

    @BeforeEach
    void open() throws IOException {
        shelf = new ModelShelf();
        startService();
    }

    /** As after a restart: nothing is live, and only the cache folder is as it was. */
    private void startService() {
        Path cache = folder.resolve("cache");
        catalogue = new ModelCatalogue<>();
        events = new RecordingEvents();
        installer = new ModelInstaller<>(
                Set.of(Task.DENOISE), new ModelFetcher(cache, 1000), TextModel::open, catalogue, events, cache);
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    @Test
    void installsOncePerPublication() {
        ModelPublished one = shelf.publication("digits", 1, "one");

        assertThat(apply(one)).isTrue();
        assertThat(apply(one)).isTrue();
        assertThat(apply(shelf.publication("digits", 2, "two"))).isTrue();

        assertThat(events.lines).containsExactly("live digits 1", "kept digits 1", "live digits 2");
        assertThat(liveTexts()).containsExactly("two");
    }

    /** As by rolling back from a model that was refused. */
    @Test
    void tellsWhatServesAlreadyAndRemembersIt() {
        ModelPublished one = shelf.publication("digits", 1, "one");
        apply(one);
        apply(shelf.publication("digits", 2, "corrupt"));

        assertThat(apply(one)).isTrue();

        assertThat(events.lines).hasSize(3).last().isEqualTo("kept digits 1");
        assertThat(liveTexts()).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"corrupt", "explosive"})
    void servesTheOldModelOnWhenTheNewOneDoesNotOpen(String text) {
        apply(shelf.publication("digits", 1, "one"));

        assertThat(apply(shelf.publication("digits", 2, text))).isTrue();

        assertThat(events.lines).hasSize(2).last().asString().startsWith("refused digits 2: ");
        assertThat(liveTexts()).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"corrupt", "explosive"})
    void servesTheLastGoodModelWhenStartedAfterABadOneWasPublished(String text) {
        apply(shelf.publication("digits", 1, "one"));
        ModelPublished bad = shelf.publication("digits", 2, text);
        startService();

        apply(bad);

        assertThat(events.lines).hasSize(2).last().isEqualTo("live digits 1");
        assertThat(liveTexts()).containsExactly("one");
    }

    /** As an older trainer publishes: the candidate has taken the live one's place in the topic. */
    @Test
    void servesTheLastGoodModelWhereACandidateStandsInItsPlace() {
        apply(shelf.publication("digits", 1, "one"));
        ModelPublished shadow = shelf.publication("digits", 2, "two").toBuilder()
                .setStage(Stage.SHADOW)
                .build();
        startService();

        installer.apply(ModelKey.live("digits"), shadow);

        assertThat(events.lines).containsExactly("live digits 1", "SHADOW digits 2");
        assertThat(liveTexts()).containsExactly("one");
    }

    @Test
    void servesTheLastGoodModelUntilTheNewOneCanBeHad() {
        apply(shelf.publication("digits", 1, "one"));
        ModelPublished two = shelf.publication("digits", 2, "two");
        startService();
        shelf.setOpen(false);

        assertThat(apply(two)).isFalse();
        assertThat(liveTexts()).containsExactly("one");
        shelf.setOpen(true);
        assertThat(apply(two)).isTrue();

        assertThat(liveTexts()).containsExactly("two");
        assertThat(events.lines.get(0)).startsWith("delayed digits 2: expected status 200 from ");
        assertThat(events.lines.subList(1, 3)).containsExactly("live digits 1", "live digits 2");
    }

    @Test
    void servesNoMoreWhatIsRetired() {
        ModelPublished one = shelf.publication("digits", 1, "one");
        apply(one);
        TextModel model = catalogue.using(models -> models.get(0).model());

        apply(one.toBuilder().setStage(Stage.RETIRED).build());

        assertThat(events.lines).containsExactly("live digits 1", "retired digits");
        assertThat(catalogue.isEmpty()).isTrue();
        assertThat(model.closed).isTrue();
    }

    @Test
    void forgetsWhatIsRetired() {
        ModelPublished one = shelf.publication("digits", 1, "one");
        apply(one);
        apply(one.toBuilder().setStage(Stage.RETIRED).build());
        startService();

        apply(shelf.publication("digits", 2, "corrupt"));

        assertThat(catalogue.isEmpty()).isTrue();
    }

    @Test
    void passesOverModelsOfOtherTasks() {
        ModelPublished other = shelf.publication("digits", 1, "one").toBuilder()
                .setTask(Task.CLASSIFY_FRAME)
                .build();

        assertThat(apply(other)).isTrue();

        assertThat(events.lines).isEmpty();
        assertThat(catalogue.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../../evil", "a/b", ".hidden", "with space", "new\nline", "ümlaut"})
    void refusesNamesThatAreNoFileNames(String name) throws IOException {
        assertThat(apply(shelf.publication(name, 1, "one"))).isTrue();
        installer.retire(ModelKey.live(name));

        assertThat(events.lines).singleElement().asString().contains("expected a name of letters, digits");
        assertThat(catalogue.isEmpty()).isTrue();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private boolean apply(ModelPublished published) {
        return installer.apply(ModelKey.of(published), published);
    }

    private List<String> liveTexts() {
        return catalogue.using(
                models -> models.stream().map(live -> live.model().text).toList());
    }
}
