package io.limpid.quickstart.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.quickstart.console.Console;
import java.util.List;
import java.util.Locale;

/** Changes of models for programs: a JSON object a line on standard output; nothing where it was not asked for. */
public final class ModelNews {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean wanted;

    public ModelNews(boolean wanted) {
        this.wanted = wanted;
    }

    /** @param reports of the services that answered, in their order; none where none did in time */
    void changed(ModelPublished model, List<ModelReport> reports) {
        if (!wanted) {
            return;
        }
        ObjectNode line = JSON.createObjectNode();
        line.put("name", model.getRef().getName());
        line.put("version", Long.toUnsignedString(model.getRef().getVersion()));
        line.put("stage", name(model.getStage()));
        if (model.getShare() > 0) {
            line.put("share", model.getShare());
        }
        line.putArray("reports");
        for (ModelReport report : reports) {
            line.withArray("reports")
                    .addObject()
                    .put("service", report.getService())
                    .put("instance", report.getInstance())
                    .put("state", name(report.getState()))
                    .put("stage", name(report.getStage()))
                    .put("reason", report.getReason());
        }
        Console.standard().line(line.toString());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
