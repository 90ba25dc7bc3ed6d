package io.limpid.quickstart.compare;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How a run's training went, as its {@code history.json} tells. */
@JsonIgnoreProperties(ignoreUnknown = true)
record History(List<Epoch> epochs, List<Step> steps) {
    static final History NONE = new History(List.of(), List.of());
    /** With fewer epochs the steps tell more. */
    private static final int ENOUGH_EPOCHS = 3;

    /** {@code validationLoss} is absent where no images were held out. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Epoch(
            double epoch,
            @JsonProperty("train_loss") double trainLoss,
            @JsonProperty("validation_loss") @Nullable Double validationLoss) {}

    /** {@code at} is in epochs: 1.5 is in the middle of the second. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Step(double at, double loss) {}

    /** Points of a curve. */
    record Line(List<Double> x, List<Double> y) {
        private static <T> Line of(List<T> points, ToDoubleFunction<T> x, Function<T, Double> y) {
            return new Line(
                    points.stream().map(x::applyAsDouble).toList(),
                    points.stream().map(y).toList());
        }
    }

    History {
        epochs = epochs == null ? List.of() : List.copyOf(epochs);
        steps = steps == null ? List.of() : List.copyOf(steps);
    }

    /** The training loss: means of the epochs, or single steps where there are few epochs. */
    Line training() {
        return epochs.size() >= ENOUGH_EPOCHS || steps.isEmpty()
                ? Line.of(epochs, Epoch::epoch, Epoch::trainLoss)
                : Line.of(steps, Step::at, Step::loss);
    }

    Line validation() {
        List<Epoch> validated = epochs.stream()
                .filter(epoch -> Objects.nonNull(epoch.validationLoss()))
                .toList();
        return Line.of(validated, Epoch::epoch, Epoch::validationLoss);
    }
}
