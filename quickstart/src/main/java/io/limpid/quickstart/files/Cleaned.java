package io.limpid.quickstart.files;

import io.limpid.contracts.image.ImageShape;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A file that was cleaned.
 *
 * @param pages at least one
 */
public record Cleaned(FilePlan.Step step, List<Page> pages) {
    public Cleaned {
        pages = List.copyOf(pages);
        if (pages.isEmpty()) {
            throw new IllegalArgumentException("expected at least one page");
        }
    }

    /**
     * One of its pictures; most files have one.
     *
     * @param model that cleaned it
     * @param provider cpu, cuda or tensorrt
     * @param noiseSigma estimated before, of 1
     * @param residualSigma estimated after, of 1
     * @param anomaly how unlike the model's training images it is: one in a hundred of them lies above 1; empty where the model gives none
     * @param nanos of the inference alone
     * @param lost details of the file that the answer doesn't hold, in words for people
     */
    public record Page(
            ImageShape shape,
            String model,
            String provider,
            float noiseSigma,
            float residualSigma,
            OptionalDouble anomaly,
            long nanos,
            List<String> lost) {
        public Page {
            lost = List.copyOf(lost);
        }
    }

    /** Of the first page. */
    ImageShape shape() {
        return pages.get(0).shape();
    }

    String provider() {
        return pages.get(0).provider();
    }

    /** The model, or those of different pages. */
    String model() {
        return pages.stream().map(Page::model).distinct().collect(Collectors.joining(" and "));
    }

    /** The mean of the pages. */
    float noiseSigma() {
        return mean(Page::noiseSigma);
    }

    /** The mean of the pages. */
    float residualSigma() {
        return mean(Page::residualSigma);
    }

    private float mean(ToDoubleFunction<Page> figure) {
        return (float) pages.stream().mapToDouble(figure).average().orElseThrow();
    }

    /** The highest of the pages. */
    OptionalDouble anomaly() {
        return pages.stream().flatMapToDouble(page -> page.anomaly().stream()).max();
    }

    long nanos() {
        return pages.stream().mapToLong(Page::nanos).sum();
    }

    long pixels() {
        return pages.stream().mapToLong(page -> page.shape().pixelCount()).sum();
    }

    /** What of any page. */
    List<String> lost() {
        return pages.stream().flatMap(page -> page.lost().stream()).distinct().toList();
    }
}
