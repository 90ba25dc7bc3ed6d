package io.limpid.quickstart.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.limpid.quickstart.console.CommandFailure;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridRunTest {
    private static final GridDefinition SMALL = Grids.definition("network.depth", "3,1", "network.hidden", "20,30");

    private final Grids grids = new Grids();
    private final FakeTrainer trainer = new FakeTrainer();

    @TempDir
    Path runs;

    private GridFolder folder;
    private double now;
    private boolean ending;

    @BeforeEach
    void create() {
        folder = new GridFolders(runs.resolve("grids")).create(SMALL, java.time.Instant.EPOCH);
    }

    private GridState run(FakeTrainer with, OptionalDouble budget) {
        GridRun run =
                new GridRun(with.andThen(this::tenSecondsLater)::apply, runs, grids.console(), () -> now, () -> ending);
        return run.run(folder.read(), budget, state -> folder.write(state, runs));
    }

    private <T> T tenSecondsLater(T result) {
        now += 10;
        return result;
    }

    private GridState run(FakeTrainer with) {
        return run(with, OptionalDouble.empty());
    }

    @Test
    void trainsEveryCombinationAndRanksThem() {
        GridState end = run(trainer);

        assertThat(trainer.set())
                .containsExactly(
                        "network.depth=3 network.hidden=20",
                        "network.depth=3 network.hidden=30",
                        "network.depth=1 network.hidden=20",
                        "network.depth=1 network.hidden=30");
        assertThat(trainer.requests.get(0).options()).startsWith("--epochs", "2", "--set");
        assertThat(end.ranked()).extracting(end::value).containsExactly(20.0, 30.0, 60.0, 90.0);
        assertThat(folder.read()).isEqualTo(end);
        assertThat(grids.said())
                .contains("point 1 of 4: network.depth=3 network.hidden=20\n")
                .contains(
                        "point 4 of 4: network.depth=1 network.hidden=30; about 10 s left; best so far mse_denoised 20"
                                + " at network.depth=1 network.hidden=20");
    }

    @Test
    void goesOnAfterAKillWithThePointThatWasBeingTrained() {
        Throwable killed = catchThrowable(() -> run(new FakeTrainer().killedAt(2)));
        assertThat(killed).isInstanceOf(FakeTrainer.Killed.class);
        assertThat(folder.read().points())
                .extracting(GridPoint::state)
                .containsExactly(
                        GridPoint.State.DONE,
                        GridPoint.State.RUNNING,
                        GridPoint.State.PENDING,
                        GridPoint.State.PENDING);

        GridState end = run(trainer);

        assertThat(trainer.set()).hasSize(3).first().isEqualTo("network.depth=3 network.hidden=30");
        assertThat(end.isFinished()).isTrue();
    }

    @Test
    void leavesAStoppedPointToBeDone() {
        assertThatThrownBy(() -> run(trainer.stoppedAt(3)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("stopped at point 3 of 4");

        assertThat(trainer.requests).hasSize(3);
        assertThat(folder.read().open()).containsExactly(2, 3);
        assertThat(folder.page()).content().contains("2 of 4 points trained").contains("to come");
    }

    /** As after Ctrl-C, which ends the trainer too. */
    @Test
    void whatFailsWhileWeAreBeingEndedStaysToBeDone() {
        ending = true;

        assertThatThrownBy(() -> run(trainer.failingAt(2, "exit code 130"))).hasMessage("stopped at point 2 of 4");

        assertThat(folder.read().open()).containsExactly(1, 2, 3);
        assertThat(folder.read().failed()).isEmpty();
        assertThat(grids.said()).endsWith("stopped at point 2 of 4; the same command goes on from there\n");
    }

    @Test
    void aFailedPointIsRecordedAndTheOthersAreTrained() {
        GridState end = run(trainer.failingAt(2, "the loss is not finite"));

        assertThat(end.points().get(1).state()).isEqualTo(GridPoint.State.FAILED);
        assertThat(end.points().get(1).message()).isEqualTo("the loss is not finite");
        assertThat(trainer.requests).hasSize(4);
        assertThat(end.ranked().get(3)).isEqualTo(end.points().get(1));
        assertThatThrownBy(() -> new GridResult(end, folder).tell(grids.console(), false))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("1 of 4 points failed: network.depth=3 network.hidden=30: the loss is not finite")
                .extracting(failure -> ((CommandFailure) failure).exitCode())
                .isEqualTo(1);
    }

    @Test
    void aFailedPointIsTriedAgainAndNothingElse() {
        run(new FakeTrainer().failingAt(2, "out of memory"));

        GridState end = run(trainer);

        assertThat(trainer.set()).containsExactly("network.depth=3 network.hidden=30");
        assertThat(end.failed()).isEmpty();
    }

    @Test
    void dividesTheTimeAmongThePointsLeft() {
        run(trainer, OptionalDouble.of(100));

        // 100/4 less 10 for loading and measuring; then 90/3 less 9, which the point before has taken; and so on
        assertThat(trainer.requests)
                .extracting(request -> request.options().get(request.options().size() - 1))
                .containsExactly("15.0", "21.0", "31.0", "61.0");
    }
}
