package io.limpid.trainer.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.limpid.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a training has gone: {@code history.json} in its folder.
 *
 * @param epochs in order
 * @param steps every tenth step
 */
public record Progress(List<Epoch> epochs, List<Step> steps) {
    public static final String FILE = "history.json";

    /**
     * @param validationLoss absent where no images are held out
     * @param figures what the loss is made of; often none
     */
    public record Epoch(
            int epoch,
            @JsonProperty("train_loss") double trainLoss,

            @JsonProperty("validation_loss") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double validationLoss,

            double seconds,
            @JsonProperty("images_per_second") double imagesPerSecond,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> figures) {
        public Epoch {
            figures = figures == null ? Map.of() : new TreeMap<>(figures);
        }
    }

    /** @param at in epochs: 1.5 is in the middle of the second */
    public record Step(double at, double loss) {}

    public Progress {
        epochs = List.copyOf(epochs);
        steps = List.copyOf(steps);
    }

    static Progress none() {
        return new Progress(List.of(), List.of());
    }

    /** What was there when that many epochs had ended. */
    Progress until(int epoch) {
        return new Progress(
                epochs.stream().filter(each -> each.epoch() <= epoch).toList(),
                steps.stream().filter(each -> each.at() <= epoch).toList());
    }

    /** What a folder's training left; nothing where there is no such file. */
    static Progress of(RunFolder folder) throws IOException {
        try {
            return folder.readJson(FILE, Progress.class);
        } catch (NoSuchFileException nothing) {
            return none();
        }
    }

    /** That all epochs took. */
    double seconds() {
        return epochs.stream().mapToDouble(Epoch::seconds).sum();
    }

    List<Double> stepAt() {
        return steps.stream().map(Step::at).toList();
    }

    List<Double> stepLoss() {
        return steps.stream().map(Step::loss).toList();
    }

    List<Double> epochAt() {
        return epochs.stream().map(each -> (double) each.epoch()).toList();
    }

    List<Double> trainLoss() {
        return epochs.stream().map(Epoch::trainLoss).toList();
    }

    /** The epochs that have one, and theirs. */
    List<Epoch> validated() {
        List<Epoch> validated = new ArrayList<>(epochs);
        validated.removeIf(each -> each.validationLoss() == null);
        return validated;
    }
}
