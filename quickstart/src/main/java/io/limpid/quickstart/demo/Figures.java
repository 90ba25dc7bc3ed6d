package io.limpid.quickstart.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpid.quickstart.stream.History;
import java.util.Map;

/** Everything a demo measured. */
record Figures(Setting setting, History history, Likeness likeness, Accuracy accuracy, Speed speed) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What was run.
     *
     * @param source where the data set came from
     * @param images published
     * @param dead how many of them became dead letters
     */
    record Setting(String dataset, String source, String noise, int images, int dead) {}

    /** How near pictures are to the clean ones: PSNR in dB and SSIM, each the mean over all pictures. */
    record Likeness(double psnrNoisy, double psnrDenoised, double ssimNoisy, double ssimDenoised) {}

    /**
     * The share of right labels.
     *
     * @param clean of the frame classifier on clean pictures
     * @param noisy of the same on the noisy ones
     * @param denoised of the labels that came out of the stream
     * @param denoisedFrame of the frame classifier on the denoised pictures
     * @param latentShare how much of the stream's labels the latent head gave
     */
    record Accuracy(double clean, double noisy, double denoised, double denoisedFrame, double latentShare) {}

    /**
     * How fast it went.
     *
     * @param imagesPerSecond in the burst, published to labelled
     * @param latency of the paced images
     */
    record Speed(double imagesPerSecond, Latency latency, Machine machine) {}

    /** From when an image was due to be published until its label was read, in milliseconds. */
    record Latency(double p50Millis, double p99Millis, double maxMillis) {}

    /**
     * What it took.
     *
     * @param provider empty where it was not seen
     * @param trainSeconds NaN where nothing was trained
     * @param denoiserReadySeconds from a start with its model in the cache until it is ready; NaN where it was not measured
     * @param memoryMebibytes resident, by service
     */
    record Machine(
            String provider,
            double trainSeconds,
            double totalSeconds,
            double denoiserReadySeconds,
            Map<String, Long> memoryMebibytes) {
        Machine {
            memoryMebibytes = Map.copyOf(memoryMebibytes);
        }
    }

    /** One JSON object on one line. */
    String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("dataset", setting.dataset());
        json.put("source", setting.source());
        json.put("noise", setting.noise());
        json.put("images", setting.images());
        json.put("lost", history.lost());
        json.put("duplicated", history.duplicated());
        json.put("out_of_order", history.outOfOrder());
        json.put("strangers", history.strangers());
        json.put("dead", setting.dead());
        putLikeness(json);
        putAccuracy(json);
        putSpeed(json);
        return json.toString();
    }

    private void putLikeness(ObjectNode json) {
        json.put("psnr_noisy", rounded(likeness.psnrNoisy(), 3));
        json.put("psnr_denoised", rounded(likeness.psnrDenoised(), 3));
        json.put("ssim_noisy", rounded(likeness.ssimNoisy(), 4));
        json.put("ssim_denoised", rounded(likeness.ssimDenoised(), 4));
    }

    private void putAccuracy(ObjectNode json) {
        json.put("accuracy_clean", rounded(accuracy.clean(), 4));
        json.put("accuracy_noisy", rounded(accuracy.noisy(), 4));
        json.put("accuracy_denoised", rounded(accuracy.denoised(), 4));
        json.put("accuracy_denoised_frame", rounded(accuracy.denoisedFrame(), 4));
        json.put("latent_head_share", rounded(accuracy.latentShare(), 4));
    }

    private void putSpeed(ObjectNode json) {
        Latency latency = speed.latency();
        json.put("images_per_second", rounded(speed.imagesPerSecond(), 1));
        json.put("latency_p50_ms", rounded(latency.p50Millis(), 2));
        json.put("latency_p99_ms", rounded(latency.p99Millis(), 2));
        json.put("latency_max_ms", rounded(latency.maxMillis(), 2));
        putKnown(json, "train_seconds", speed.machine().trainSeconds(), 1);
        json.put("total_seconds", rounded(speed.machine().totalSeconds(), 1));
        putKnown(json, "denoiser_ready_seconds", speed.machine().denoiserReadySeconds(), 2);
        if (!speed.machine().provider().isEmpty()) {
            json.put("provider", speed.machine().provider());
        }
        if (!speed.machine().memoryMebibytes().isEmpty()) {
            json.set("memory_mib", JSON.valueToTree(speed.machine().memoryMebibytes()));
        }
    }

    private static void putKnown(ObjectNode json, String name, double value, int digits) {
        if (!Double.isNaN(value)) {
            json.put(name, rounded(value, digits));
        }
    }

    private static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }
}
