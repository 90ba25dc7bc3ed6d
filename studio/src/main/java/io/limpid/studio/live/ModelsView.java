package io.limpid.studio.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.InputSpec;
import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.contracts.v1.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as the page shows it.
 *
 * @param name of the model
 * @param candidate whether it is tried beside the live one of its name
 * @param version unsigned, as text, since scripts have no such numbers
 * @param stage live, shadow, canary or retired
 * @param input what it takes, such as {@code 1×28×28}
 * @param fit the same for {@link io.limpid.studio.image.SendOptions#parse}; empty where it takes no images
 * @param shipped whether it comes with Limpid, and serves what no other takes
 * @param previous what was live before, the latest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelsView(
        String name,
        boolean candidate,
        String version,
        String stage,
        boolean shipped,
        String task,
        String input,
        String fit,
        String latentSpace,
        double share,
        long publishedAt,
        Map<String, Double> metrics,
        List<Before> previous,
        List<Report> reports) {
    /** A version that was live, and whether it was rolled back from. */
    public record Before(String version, String stage, long publishedAt) {}

    /** What a replica says. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Report(
            String service,
            String instance,
            String state,
            String reason,
            @Nullable Comparison comparison) {}

    /** A candidate beside the live model, on the same images; times in milliseconds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Comparison(
            String with,
            long images,
            long failures,
            @Nullable Double psnr,
            @Nullable Long agreed,
            double liveMillis,
            double millis) {}

    /** All models of a board, by name, each followed by its candidate. */
    public static List<ModelsView> of(ModelBoard board) {
        return board.published().entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), board.reports(entry.getKey())))
                .toList();
    }

    private static ModelsView of(ModelKey key, ModelPublished model, List<ModelReport> reports) {
        return new ModelsView(
                key.name(),
                key.candidate(),
                Long.toUnsignedString(model.getRef().getVersion()),
                text(model.getStage()),
                model.getFallback(),
                text(model.getTask()),
                input(model.getInput()),
                fit(model.getInput()),
                model.getRef().getLatentSpace(),
                model.getShare(),
                model.getPublishedAt(),
                model.getMetricsMap(),
                model.getPreviousList().stream()
                        .map(before -> new Before(
                                Long.toUnsignedString(before.getRef().getVersion()),
                                text(before.getStage()),
                                before.getPublishedAt()))
                        .toList(),
                reports.stream().map(ModelsView::report).toList());
    }

    private static String text(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String input(InputSpec input) {
        return input.getLatentSize() > 0
                ? "latent vector of " + input.getLatentSize()
                : input.getChannels() + "×" + side(input.getHeight()) + "×" + side(input.getWidth());
    }

    private static String side(int pixels) {
        return pixels == 0 ? "any" : Integer.toString(pixels);
    }

    private static String fit(InputSpec input) {
        boolean whole = input.getHeight() > 0 && input.getWidth() > 0;
        return input.getLatentSize() > 0 || input.getChannels() == 0
                ? ""
                : input.getChannels() + "x" + (whole ? input.getHeight() + "x" + input.getWidth() : "0x0");
    }

    private static Report report(ModelReport report) {
        return new Report(
                report.getService(),
                report.getInstance(),
                text(report.getState()),
                report.getReason(),
                report.hasComparison() ? comparison(report.getComparison()) : null);
    }

    private static Comparison comparison(ModelComparison compared) {
        return new Comparison(
                compared.getWith().getName() + " "
                        + Long.toUnsignedString(compared.getWith().getVersion()),
                compared.getImages(),
                compared.getFailures(),
                compared.hasPsnr() ? compared.getPsnr() : null,
                compared.hasAgreed() ? compared.getAgreed() : null,
                compared.getLiveMillis(),
                compared.getMillis());
    }

    boolean isLiveDenoiser() {
        return !candidate && stage.equals(text(Stage.LIVE)) && task.equals("denoise");
    }
}
