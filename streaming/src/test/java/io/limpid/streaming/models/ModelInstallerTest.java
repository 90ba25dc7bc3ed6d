package io.limpid.streaming.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.ModelRejectedException;
import io.limpid.streaming.StreamMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        startService(TextModel::open);
    }

    private void startService(ModelOpener<TextModel> opener) {
        events = new RecordingEvents();
        startService(opener, events);
    }

    private void startService(ModelOpener<TextModel> opener, ModelEvents told) {
        Path cache = folder.resolve("cache");
        catalogue = new ModelCatalogue<>();
        installer = new ModelInstaller<>(
                Set.of(Task.DENOISE), new ModelFetcher(cache, 1000), opener, catalogue, told, cache);
        installer.follow("cluster", "models");
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

        assertThat(events.lines).hasSize(2).first().isEqualTo("live digits 1");
        assertThat(events.lines.get(1)).startsWith("refused digits 2: ").doesNotContain("served last");
        assertThat(liveTexts()).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void healthTellsOfTheBadModelBesideWhatServesInstead(boolean open) {
        apply(shelf.publication("digits", 1, "one"));
        ModelPublished bad = shelf.publication("digits", 2, "corrupt");
        StreamMetrics metrics = new StreamMetrics(new SimpleMeterRegistry());
        startService(TextModel::open, metrics);
        shelf.setOpen(open);

        apply(bad);
        apply(bad);

        assertThat(metrics.modelStates().get("digits"))
                .startsWith("live 1; " + (open ? "refused" : "delayed") + " 2: expected ");
    }

    @ParameterizedTest
    @CsvSource({"other cluster,models", "cluster,d.models"})
    void whatServedLastElsewhereIsNotServedHere(String cluster, String topic) {
        apply(shelf.publication("digits", 1, "one"));
        startService();
        installer.follow(cluster, topic);

        apply(shelf.publication("digits", 2, "corrupt"));

        assertThat(catalogue.isEmpty()).isTrue();
        assertThat(events.lines).singleElement().asString().startsWith("refused digits 2: ");
        assertThat(events.lines.get(0)).doesNotContain("served last");
    }

    @Test
    void saysThatWhatServedLastCannotBeHadEither() {
        apply(shelf.publication("digits", 1, "one"));
        startService((onnx, published) -> {
            throw new ModelRejectedException("no such provider");
        });

        apply(shelf.publication("digits", 2, "two"));

        assertThat(events.lines)
                .containsExactly(
                        "refused digits 2: no such provider; version 1, which served last, can't be had either:"
                                + " no such provider");
    }

    /** As where a service is started anew with a provider that the machine lacks. */
    @ParameterizedTest
    @ValueSource(strings = {"", "elsewhere"})
    void theSameVersionIsNoFallback(String moved) {
        ModelPublished one = shelf.publication("digits", 1, "one");
        apply(one);
        startService((onnx, published) -> {
            throw new ModelRejectedException("no such provider");
        });

        apply(one.toBuilder().setUri(one.getUri() + moved).build());

        assertThat(events.lines).containsExactly("refused digits 1: no such provider");
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
        assertThat(events.lines).hasSize(3).first().isEqualTo("live digits 1");
        assertThat(events.lines.get(1)).startsWith("delayed digits 2: expected status 200 from ");
        assertThat(events.lines.get(2)).isEqualTo("live digits 2");
    }

    /** No room on the disk, no further process: nothing that is the model's fault. */
    @Test
    void triesAgainWhereAModelCouldNotBeTried() {
        AtomicBoolean full = new AtomicBoolean(true);
        startService((file, published) -> {
            if (full.get()) {
                throw new IOException("no space left on device");
            }
            return TextModel.open(file, published);
        });
        ModelPublished one = shelf.publication("digits", 1, "one");

        assertThat(apply(one)).isFalse();
        full.set(false);
        assertThat(apply(one)).isTrue();

        assertThat(events.lines).containsExactly("delayed digits 1: no space left on device", "live digits 1");
    }

    @Test
    void tellsOfADelayOnceAndAgainWhenItsReasonChanges() {
        ModelPublished one = shelf.publication("digits", 1, "one");
        shelf.setOpen(false);
        apply(one);
        assertThat(apply(one)).isFalse();
        assertThat(events.lines).singleElement().asString().startsWith("delayed digits 1: expected status 200");

        shelf.close();
        apply(one);
        assertThat(apply(one)).isFalse();

        assertThat(events.lines).hasSize(2).last().asString().startsWith("delayed digits 1: ");
    }

    /** The key is what compaction goes by: under a stray one the record takes another model's place. */
    @ParameterizedTest
    @ValueSource(strings = {"digits", "digits/candidate", ""})
    void refusesARecordWhoseKeyNamesAnotherModel(String key) {
        apply(shelf.publication("digits", 1, "one"));
        startService();

        assertThat(installer.apply(ModelKey.parse(key), shelf.publication("h-key", 1, "two")))
                .isTrue();

        assertThat(events.lines)
                .last()
                .asString()
                .startsWith("refused h-key 1: expected the record's key 'h-key', as the model is called, found '" + key
                        + "', under which");
        assertThat(liveTexts()).isEqualTo(key.equals("digits") ? List.of("one") : List.of());
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
