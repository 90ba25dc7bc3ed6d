package io.limpid.quickstart.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpid.client.Acknowledgement;
import io.limpid.client.RecordPlace;
import io.limpid.client.Result;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.quickstart.console.Console;
import java.util.Locale;

/** What streams by, for programs: a JSON object a line on standard output; nothing where it was not asked for. Thread-safe. */
public final class JsonLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean wanted;
    private final Console out = Console.standard();

    public JsonLines(boolean wanted) {
        this.wanted = wanted;
    }

    public void acknowledgement(Acknowledgement stored) {
        if (wanted) {
            ObjectNode line = line("published", stored.imageId(), stored.eventId(), stored.place());
            print(line);
        }
    }

    /** @param file where its picture was written */
    public void denoised(Result.Denoised result, String file) {
        if (wanted) {
            DenoisedFrame frame = result.frame();
            Image image = frame.getImage();
            ObjectNode line = line(result, "denoised");
            line.put("file", file);
            line.put("encoding", image.getEncoding().name().toLowerCase(Locale.ROOT));
            line.put("width", image.getWidth()).put("height", image.getHeight());
            line.set("denoiser", model(frame.getDenoiser()));
            if (frame.hasNoiseSigma()) {
                line.put("noise_sigma", frame.getNoiseSigma());
            }
            if (frame.hasResidualSigma()) {
                line.put("residual_sigma", frame.getResidualSigma());
            }
            if (frame.hasAnomalyScore()) {
                line.put("anomaly_score", frame.getAnomalyScore());
            }
            frame.getLatentList().forEach(line.withArray("latent")::add);
            print(line);
        }
    }

    public void labelled(Result.Labelled result) {
        if (wanted) {
            Classification label = result.classification();
            ObjectNode line = line(result, "label");
            line.put("label", label.getLabel()).put("class_index", label.getClassIndex());
            line.put("confidence", label.getConfidence());
            line.put("head", label.getHead().name().toLowerCase(Locale.ROOT));
            line.set("classifier", model(label.getClassifier()));
            line.set("denoiser", model(label.getDenoiser()));
            print(line);
        }
    }

    public void dead(Result.Dead letter) {
        if (wanted) {
            ObjectNode line = line(letter, "dead");
            line.put("reason", letter.reason()).put("message", letter.message());
            line.put("service", letter.service());
            letter.source().ifPresent(source -> line.putObject("source")
                    .put("topic", source.topic())
                    .put("partition", source.partition())
                    .put("offset", source.offset()));
            letter.value().ifPresent(value -> line.put("bytes", value.size()));
            if (!letter.leftOut().isEmpty()) {
                line.put("left_out", letter.leftOut());
            }
            print(line);
        }
    }

    private static ObjectNode line(Result result, String type) {
        return line(type, result.imageId(), result.eventId(), result.place()).put("timestamp", result.timestamp());
    }

    private static ObjectNode line(String type, String id, String eventId, RecordPlace place) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("id", id)
                .put("event_id", eventId)
                .put("topic", place.topic())
                .put("partition", place.partition())
                .put("offset", place.offset());
    }

    private static ObjectNode model(ModelRef ref) {
        return JSON.createObjectNode()
                .put("name", ref.getName())
                .put("version", Long.toUnsignedString(ref.getVersion()));
    }

    private synchronized void print(ObjectNode line) {
        out.line(line.toString());
    }
}
