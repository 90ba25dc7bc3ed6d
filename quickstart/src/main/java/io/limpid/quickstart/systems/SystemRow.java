package io.limpid.quickstart.systems;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.training.RecipeBook;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table: a figure of ours, beside what is reported.
 *
 * @param system such as B1
 * @param run that was measured; empty where there is none
 * @param trained how much of the recipe's training was done, or why none was
 * @param reduced whether that is less than all of it
 * @param figure the metric; empty where nothing is reported
 * @param reported what the source says; absent where it says nothing
 * @param ours absent where it was not measured
 * @param reached whether ours is as good or better; absent where there is nothing to compare
 * @param psnr of what the model made of the test images, in dB, against the clean ones
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SystemRow(
        String system,
        String recipe,
        String run,
        String trained,
        boolean reduced,
        String figure,
        @Nullable Double reported,
        @Nullable Double ours,
        @Nullable Boolean reached,
        @Nullable Double mse,
        @Nullable Double psnr,
        @Nullable Double ssim,
        @Nullable Double accuracy,
        double seconds,
        String note) {
    static List<SystemRow> of(TrainedSystem trained) {
        return rows(trained.recipe(), reported -> row(trained, reported));
    }

    static List<SystemRow> of(UntrainedSystem untrained) {
        return rows(untrained.recipe(), reported -> row(untrained, reported));
    }

    /** One a reported figure; one without a figure where nothing is reported. */
    private static List<SystemRow> rows(
            RecipeBook.Entry recipe, Function<RecipeBook.@Nullable Reported, SystemRow> row) {
        List<RecipeBook.Reported> reported = recipe.reported();
        return reported.isEmpty()
                ? List.of(row.apply(null))
                : reported.stream().map(row).toList();
    }

    private static SystemRow row(TrainedSystem trained, RecipeBook.@Nullable Reported reported) {
        Double ours = reported == null ? null : measured(trained, reported.figure());
        return new SystemRow(
                system(trained.recipe(), reported),
                trained.recipe().name(),
                trained.folder().getFileName().toString(),
                trained.trained(),
                trained.isReduced(),
                reported == null ? "" : reported.figure(),
                reported == null ? null : reported.value(),
                ours,
                reported == null || ours == null ? null : reported.reachedBy(ours),
                measured(trained, "mse_denoised"),
                measured(trained, "psnr_denoised"),
                measured(trained, "ssim_denoised"),
                accuracy(trained),
                trained.metric("train_seconds"),
                reported == null ? "" : reported.note());
    }

    private static SystemRow row(UntrainedSystem untrained, RecipeBook.@Nullable Reported reported) {
        return new SystemRow(
                system(untrained.recipe(), reported),
                untrained.recipe().name(),
                "",
                untrained.text(),
                true,
                reported == null ? "" : reported.figure(),
                reported == null ? null : reported.value(),
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                reported == null ? "" : reported.note());
    }

    private static String system(RecipeBook.Entry recipe, RecipeBook.@Nullable Reported reported) {
        return reported == null || reported.system().isEmpty() ? recipe.system() : reported.system();
    }

    private static @Nullable Double measured(TrainedSystem trained, String figure) {
        double value = trained.metric(figure);
        return Double.isFinite(value) ? value : null;
    }

    /** Of labels given to what was denoised; of classifiers their own. */
    private static @Nullable Double accuracy(TrainedSystem trained) {
        for (String name : List.of("accuracy_denoised", "accuracy_latent", "accuracy_noisy", "accuracy_clean")) {
            Double found = measured(trained, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Below zero before one of another system, or a later recipe. */
    int compareTo(SystemRow other) {
        int systems = system.compareTo(other.system);
        return systems != 0 ? systems : recipe.compareTo(other.recipe);
    }

    /** The cells of the table. */
    List<String> cells() {
        return List.of(
                system,
                recipe,
                figure,
                number(reported),
                number(ours),
                reached == null ? "" : reached ? "yes" : "NO",
                number(mse),
                number(psnr),
                number(ssim),
                number(accuracy),
                trained);
    }

    static List<String> header() {
        return List.of(
                "system",
                "recipe",
                "figure",
                "reported",
                "ours",
                "reached",
                "MSE",
                "PSNR, dB",
                "SSIM",
                "accuracy",
                "trained");
    }

    static String number(@Nullable Double value) {
        return value == null || value.isNaN() ? "" : Numbers.text(value);
    }
}
