package io.limpid.quickstart.grid;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.training.TrainerEvent;
import io.limpid.quickstart.training.TrainingRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Trains a grid's points one after another. Points done are kept; one that failed is tried again when the grid is taken up again,
 * and one that was broken off is done anew.
 */
public final class GridRun {
    private final Function<TrainingRequest, TrainerEvent.Finished> trainer;
    private final Path runs;
    private final Console console;
    private final DoubleSupplier clock;
    private final BooleanSupplier ending;

    /**
     * @param trainer trains one point
     * @param runs the folder that gets the runs
     * @param clock in seconds
     * @param ending whether we are being ended, so that what fails has been stopped
     */
    public GridRun(
            Function<TrainingRequest, TrainerEvent.Finished> trainer,
            Path runs,
            Console console,
            DoubleSupplier clock,
            BooleanSupplier ending) {
        this.trainer = requireNonNull(trainer, "trainer");
        this.runs = requireNonNull(runs, "runs");
        this.console = requireNonNull(console, "console");
        this.clock = requireNonNull(clock, "clock");
        this.ending = requireNonNull(ending, "ending");
    }

    /**
     * Trains what is not done yet. A point that fails does not keep the others from being trained.
     *
     * @param budgetSeconds for all that is left, divided evenly; none for as long as it takes
     * @param eachTime is told the state before and after each training
     * @throws CommandFailure when a training was stopped on request: its point stays to be done
     */
    public GridState run(GridState begin, OptionalDouble budgetSeconds, Consumer<GridState> eachTime) {
        GridBudget budget = new GridBudget(clock, budgetSeconds);
        GridState state = begin;
        for (int index : begin.open()) {
            announce(state, index, budget.left(state));
            state = state.with(index, state.points().get(index).running());
            eachTime.accept(state);
            GridPoint trained = train(state, index, budget);
            state = state.with(index, trained);
            eachTime.accept(state);
            if (trained.state() == GridPoint.State.PENDING) {
                throw stopped(index + 1, state.points().size());
            }
        }
        return state;
    }

    private CommandFailure stopped(int point, int points) {
        String what = "stopped at point " + point + " of " + points;
        String nextStep = "the same command goes on from there";
        if (ending.getAsBoolean()) {
            // nobody will be left to tell of the failure
            console.line(what + "; " + nextStep);
        }
        return CommandFailure.failed(what, nextStep);
    }

    private GridPoint train(GridState state, int index, GridBudget budget) {
        GridPoint point = state.points().get(index);
        double begin = budget.now();
        try {
            TrainerEvent.Finished end = trainer.apply(request(state, point, budget.share(state)));
            return end.stopped() ? GridPoint.pending(point.parameters()) : point.done(end, budget.now() - begin);
        } catch (CommandFailure failure) {
            if (ending.getAsBoolean()) {
                return GridPoint.pending(point.parameters());
            }
            console.detail("failed: " + failure.getMessage());
            return point.failed(String.valueOf(failure.getMessage()), budget.now() - begin);
        }
    }

    private TrainingRequest request(GridState state, GridPoint point, OptionalDouble share) {
        TrainingRequest whole = request(state.definition(), point.parameters(), runs);
        List<String> options = new ArrayList<>(whole.options());
        share.ifPresent(
                seconds -> options.addAll(List.of("--budget-seconds", String.format(Locale.ROOT, "%.1f", seconds))));
        return new TrainingRequest(whole.recipe(), runs, options);
    }

    /** What trains a point for as long as it takes. */
    static TrainingRequest request(GridDefinition definition, Map<String, String> point, Path runs) {
        List<String> options = new ArrayList<>(definition.arguments(point));
        options.addAll(List.of("--part-of", definition.name()));
        return new TrainingRequest(Path.of(definition.recipe()), runs, options);
    }

    private void announce(GridState state, int index, OptionalDouble secondsLeft) {
        StringBuilder line = new StringBuilder("point %d of %d: %s"
                .formatted(
                        index + 1,
                        state.points().size(),
                        state.points().get(index).label()));
        secondsLeft.ifPresent(
                seconds -> line.append("; about ").append(Numbers.time(seconds)).append(" left"));
        state.best().ifPresent(best -> line.append("; best so far ")
                .append(state.definition().by())
                .append(' ')
                .append(Numbers.text(state.value(best)))
                .append(" at ")
                .append(best.label()));
        console.step(line.toString());
    }
}
