package io.limpid.quickstart.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured.
 *
 * @param machine what it was measured on
 * @param ceiling ONNX Runtime alone
 * @param streams the stream and its peers, a row a name, each the median of the rounds
 * @param ratios of rates that were measured in turn, the median of the rounds
 * @param latency of the exactly-once stream, under load
 * @param swaps what became of it while its model was swapped
 * @param scaling the exactly-once stream by partitions and instances
 * @param labels the classifier on the denoiser's answers; null where none fits
 * @param feedForward the small network, by batch size
 */
public record BenchFigures(
        Map<String, String> machine,
        List<CeilingRow> ceiling,
        List<StreamRow> streams,
        Map<String, Double> ratios,
        List<LatencyRow> latency,
        SwapRow swaps,
        List<ScalingRow> scaling,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LabelsRow labels,
        @JsonProperty("feed_forward") List<FeedForwardRow> feedForward) {
    /** @param cpu processor time an image in microseconds */
    record CeilingRow(
            int sessions,
            int threads,
            int batch,
            @JsonProperty("images_per_second") double imagesPerSecond,
            @JsonProperty("cpu_us_per_image") double cpu) {}

    /**
     * One way to put a model behind a topic.
     *
     * @param cpu processor time an image in microseconds, of the process with the model
     * @param brokerCpu the same of the broker
     * @param heap bytes allocated an image; null where nobody can ask, and of ONNX Runtime alone, which allocates none there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StreamRow(
            String name,
            @JsonProperty("images_per_second") double imagesPerSecond,
            @JsonProperty("cpu_us_per_image") double cpu,
            @JsonProperty("broker_cpu_us_per_image") double brokerCpu,
            @JsonProperty("heap_bytes_per_image") @Nullable Double heap) {}

    /**
     * Milliseconds from when an image was due until its answer was read.
     *
     * @param linger the longest that a batch waits for more, in milliseconds
     * @param longest without an answer
     */
    record LatencyRow(
            @JsonProperty("load_percent") int load,
            @JsonProperty("linger_ms") int linger,
            @JsonProperty("images_per_second") double imagesPerSecond,
            @JsonProperty("p50_ms") double p50,
            @JsonProperty("p99_ms") double p99,
            @JsonProperty("p999_ms") double p999,
            @JsonProperty("longest_silence_ms") double longest) {}

    /**
     * A model swapped under load.
     *
     * @param published how many versions were; the service skips one that is overtaken by the next
     * @param longest milliseconds without an answer
     * @param p99 latency in milliseconds, as under load alone
     */
    record SwapRow(
            int published,
            @JsonProperty("load_percent") int load,
            @JsonProperty("longest_silence_ms") double longest,
            @JsonProperty("p99_ms") double p99) {}

    record ScalingRow(
            int partitions,
            int instances,
            @JsonProperty("images_per_second") double imagesPerSecond) {}

    /**
     * The second hop.
     *
     * @param classifier how fast it works off the denoiser's answers
     * @param bytes that an image takes in a broker's log, by topic, once
     */
    record LabelsRow(
            StreamRow classifier,
            @JsonProperty("bytes_per_image") Map<String, Double> bytes) {}

    /**
     * One batch size.
     *
     * @param ceiling ONNX Runtime alone
     * @param stream the classifier, working off a topic
     */
    record FeedForwardRow(
            int batch,
            @JsonProperty("ceiling_images_per_second") double ceiling,
            StreamRow stream) {}

    /** The fastest setting. */
    static CeilingRow best(List<CeilingRow> ceiling) {
        return ceiling.stream()
                .max(Comparator.comparing(CeilingRow::imagesPerSecond))
                .orElseThrow();
    }
}
