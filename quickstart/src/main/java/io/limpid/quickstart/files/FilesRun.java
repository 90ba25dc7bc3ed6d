package io.limpid.quickstart.files;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpid.quickstart.console.Bar;
import io.limpid.quickstart.console.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cleans files one after another; what can't be cleaned is told, and the others go on. */
public final class FilesRun {
    private final FileDenoiser denoiser;
    private final boolean force;
    private final Console console;
    private final List<FileDenoiser.Cleaned> cleaned = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final Set<Path> written = new HashSet<>();
    private double seconds;

    private record Refused(Path file, String reason) {}

    /** @param force whether files that are there are replaced */
    public FilesRun(FileDenoiser denoiser, boolean force, Console console) {
        this.denoiser = requireNonNull(denoiser, "denoiser");
        this.force = force;
        this.console = requireNonNull(console, "console");
    }

    /** Cleans them all. Called once. */
    public void clean(List<FilePlan.Step> steps) {
        long began = System.nanoTime();
        boolean single = steps.size() == 1;
        try (Bar bar = console.bar("cleaning", steps.size(), "files")) {
            for (FilePlan.Step step : steps) {
                clean(step);
                seconds = (System.nanoTime() - began) / 1e9;
                if (!single) {
                    bar.at(cleaned.size() + refused.size(), speed());
                }
            }
        }
        if (single) {
            cleaned.forEach(file -> console.detail(line(file)));
        }
        refused.forEach(file -> console.line("refused " + file.file() + ": " + file.reason()));
    }

    private void clean(FilePlan.Step step) {
        try {
            for (Path file : denoiser.writes(step)) {
                requireFree(file);
            }
            cleaned.add(denoiser.clean(step));
        } catch (RefusedFile refusal) {
            refused.add(new Refused(step.in(), refusal.getMessage()));
        }
    }

    private void requireFree(Path out) throws RefusedFile {
        if (!written.add(out.toAbsolutePath().normalize())) {
            throw new RefusedFile("expected a name of its own for the answer, " + out + " was just written");
        }
        if (!force && Files.exists(out)) {
            throw new RefusedFile("expected no file at " + out + ", found one; --force replaces it");
        }
    }

    private static String line(FileDenoiser.Cleaned file) {
        return String.format(
                Locale.ROOT,
                "%s: %s by %s, noise %.4f before and %.4f after (estimated, of 1)",
                file.step().out(),
                file.shape(),
                file.model(),
                file.noiseSigma(),
                file.residualSigma());
    }

    public int cleanedCount() {
        return cleaned.size();
    }

    public int refusedCount() {
        return refused.size();
    }

    /** Megapixels a second of the inference, and of all that was done. */
    public String speed() {
        return String.format(
                Locale.ROOT, "%.2f megapixels/s, %.2f with files", perSecond(inferSeconds()), perSecond(seconds));
    }

    private double inferSeconds() {
        return cleaned.stream().mapToLong(FileDenoiser.Cleaned::nanos).sum() / 1e9;
    }

    private double megapixels() {
        return cleaned.stream().mapToLong(file -> file.shape().pixelCount()).sum() / 1e6;
    }

    private double perSecond(double time) {
        return time > 0 ? megapixels() / time : 0;
    }

    /** One line: what became of every file, and how fast. */
    public String json() {
        ObjectNode all = new ObjectMapper().createObjectNode();
        all.put("cleaned", cleaned.size());
        all.put("refused", refused.size());
        all.put("megapixels", megapixels());
        all.put("infer_seconds", inferSeconds());
        all.put("seconds", seconds);
        all.put("megapixels_per_second", perSecond(inferSeconds()));
        ArrayNode files = all.putArray("files");
        cleaned.forEach(file -> files.addObject()
                .put("in", file.step().in().toString())
                .put("out", file.step().out().toString())
                .put("model", file.model())
                .put("provider", file.provider())
                .put("channels", file.shape().channels())
                .put("height", file.shape().height())
                .put("width", file.shape().width())
                .put("noise_sigma", file.noiseSigma())
                .put("residual_sigma", file.residualSigma())
                .put("millis", file.nanos() / 1e6));
        refused.forEach(
                file -> files.addObject().put("in", file.file().toString()).put("refused", file.reason()));
        return all.toString();
    }
}
