package io.limpid.quickstart.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What became of every file, and how fast, in one line of JSON. */
public final class TallyJson {
    private TallyJson() {}

    /**
     * The line. Of each file it has {@code in}; of a cleaned one {@code out}, model, provider, shape of the first page and how many
     * {@code pages} there are, noise before and after as a share of 1 (the mean of the pages), {@code millis} of the inference,
     * {@code not_kept}, details of the file that its answer doesn't hold, and, where the model gives one, {@code anomaly_score} (the highest
     * of the pages); of others the reason, as {@code refused} or {@code passed_over}.
     */
    public static String of(Tally tally) {
        ObjectNode all = new ObjectMapper().createObjectNode();
        all.put("cleaned", tally.cleaned().size());
        all.put("refused", tally.refused().size());
        all.put("passed_over", tally.passedOver().size());
        all.put("megapixels", tally.megapixels());
        all.put("infer_seconds", tally.inferSeconds());
        all.put("seconds", tally.seconds());
        all.put("megapixels_per_second", tally.perSecond(tally.inferSeconds()));
        tally.byModel().forEach(all.putObject("models")::put);
        ArrayNode files = all.putArray("files");
        tally.cleaned().forEach(file -> put(files.addObject(), file));
        tally.refused()
                .forEach(file ->
                        files.addObject().put("in", file.file().toString()).put("refused", file.reason()));
        tally.passedOver()
                .forEach(file ->
                        files.addObject().put("in", file.file().toString()).put("passed_over", file.reason()));
        return all.toString();
    }

    private static void put(ObjectNode node, Cleaned file) {
        node.put("in", file.step().in().toString())
                .put("out", file.step().out().toString())
                .put("model", file.model())
                .put("provider", file.provider())
                .put("channels", file.shape().channels())
                .put("height", file.shape().height())
                .put("width", file.shape().width())
                .put("noise_sigma", file.noiseSigma())
                .put("residual_sigma", file.residualSigma())
                .put("pages", file.pages().size())
                .put("millis", file.nanos() / 1e6);
        ArrayNode lost = node.putArray("not_kept");
        file.lost().forEach(lost::add);
        file.anomaly().ifPresent(score -> node.put("anomaly_score", (float) score));
    }
}
