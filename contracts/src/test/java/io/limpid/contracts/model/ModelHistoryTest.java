package io.limpid.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelHistoryTest {
    @Test
    void remembersWhatWasLiveBefore() {
        ModelPublished three = live(1, 2, 3);

        assertThat(three.getStage()).isEqualTo(Stage.LIVE);
        assertThat(history(three)).containsExactly("2 LIVE", "1 LIVE");
        assertThat(three.getPrevious(0).getPreviousCount()).isZero();
    }

    @Test
    void remembersNoMoreThanSome() {
        ModelPublished many = live(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

        assertThat(history(many))
                .hasSize(ModelHistory.LONGEST)
                .startsWith("11 LIVE")
                .endsWith("2 LIVE");
    }

    @Test
    void aCandidateThatIsPromotedIsACandidateNoMore() {
        ModelPublished canary =
                version(2).toBuilder().setStage(Stage.CANARY).setShare(0.1).build();

        ModelPublished promoted = ModelHistory.succeed(canary, Optional.of(version(1)));

        assertThat(promoted.getStage()).isEqualTo(Stage.LIVE);
        assertThat(promoted.getShare()).isZero();
        assertThat(history(promoted)).containsExactly("1 LIVE");
    }

    @Test
    void goesBackVersionByVersionAndNeverToOneItWentBackFrom() {
        ModelPublished back = ModelHistory.rollBack(live(1, 2, 3)).orElseThrow();
        assertThat(back.getRef().getVersion()).isEqualTo(2);
        assertThat(history(back)).containsExactly("1 LIVE", "3 RETIRED");

        ModelPublished farther = ModelHistory.rollBack(back).orElseThrow();
        assertThat(farther.getRef().getVersion()).isEqualTo(1);
        assertThat(history(farther)).containsExactly("3 RETIRED", "2 RETIRED");

        assertThat(ModelHistory.rollBack(farther)).isEmpty();
        assertThat(ModelHistory.find(farther, 3)).isPresent();
        assertThat(ModelHistory.find(farther, 4)).isEmpty();
    }

    @Test
    void whatWasRolledBackFromCanBePromotedAgain() {
        ModelPublished back = ModelHistory.rollBack(live(1, 2)).orElseThrow();

        ModelPublished again = ModelHistory.succeed(ModelHistory.find(back, 2).orElseThrow(), Optional.of(back));

        assertThat(again.getRef().getVersion()).isEqualTo(2);
        assertThat(again.getStage()).isEqualTo(Stage.LIVE);
        assertThat(history(again)).containsExactly("1 LIVE");
    }

    @Test
    void whatIsRetiredComesBackByRollingBack() {
        ModelPublished retired = ModelHistory.retire(live(1, 2));
        assertThat(retired.getStage()).isEqualTo(Stage.RETIRED);
        assertThat(history(retired)).containsExactly("2 LIVE", "1 LIVE");

        ModelPublished back = ModelHistory.rollBack(retired).orElseThrow();

        assertThat(back.getRef().getVersion()).isEqualTo(2);
        assertThat(back.getStage()).isEqualTo(Stage.LIVE);
        assertThat(history(back)).containsExactly("1 LIVE");
    }

    @Test
    void keysTellTheLiveModelFromItsCandidate() {
        assertThat(ModelKey.of(version(1))).hasToString("digits");
        assertThat(ModelKey.of(version(1).toBuilder().setStage(Stage.RETIRED).build()))
                .hasToString("digits");
        for (Stage stage : List.of(Stage.SHADOW, Stage.CANARY)) {
            assertThat(ModelKey.of(version(1).toBuilder().setStage(stage).build()))
                    .hasToString("digits/candidate");
        }
        assertThat(ModelKey.parse("digits")).isEqualTo(ModelKey.live("digits"));
        assertThat(ModelKey.parse("digits/candidate")).isEqualTo(ModelKey.candidate("digits"));
    }

    private static ModelPublished live(long... versions) {
        Optional<ModelPublished> now = Optional.empty();
        for (long number : versions) {
            now = Optional.of(ModelHistory.succeed(version(number), now));
        }
        return now.orElseThrow();
    }

    private static ModelPublished version(long number) {
        return ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder().setName("digits").setVersion(number))
                .setSha256("sha of " + number)
                .setStage(Stage.LIVE)
                .build();
    }

    private static List<String> history(ModelPublished model) {
        return model.getPreviousList().stream()
                .map(before -> before.getRef().getVersion() + " " + before.getStage())
                .toList();
    }
}
