package io.limpid.trainer.job;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import io.limpid.reports.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What a run's figures come from: data, software, machine and time. */
final class RunProvenance {
    private static final String VERSION = "version.properties";

    private final JobData data;
    private final String teacher;
    private final Instant began;

    /** @param began when the run did, or went on */
    RunProvenance(Job job, Instant began) {
        this.data = job.data();
        this.teacher = job.teacher();
        this.began = began;
    }

    /** @param now the end, as near as a page can tell that is written before it */
    Map<String, String> facts(Progress progress, Instant now) {
        Map<String, String> facts = ofData(data, now);
        if (!teacher.isEmpty()) {
            facts.put("SHA-256 of the teacher", teacher);
        }
        facts.put("training took", seconds(progress.seconds()));
        facts.put(
                "all took, since the run began or went on",
                seconds(Duration.between(began, now).toMillis() / 1e3));
        facts.put("DJL", Engine.getDjlVersion());
        facts.put("PyTorch", Engine.getInstance().getVersion());
        facts.putAll(ofThisProcess());
        return facts;
    }

    /** What was trained on and measured by, in an order for people. */
    static Map<String, String> ofData(JobData data, Instant now) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("data set", data.name());
        facts.put("from", data.source());
        facts.put("training images", Figures.text(data.training()));
        facts.put("SHA-256 of the training images", data.sha256());
        facts.put("test images", Figures.text(data.test()));
        facts.put("date", now.truncatedTo(ChronoUnit.SECONDS).toString());
        return facts;
    }

    /** Software and machine, without those of trainings alone. */
    static Map<String, String> ofThisProcess() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Limpid", limpid());
        facts.put("ONNX Runtime", OrtEnvironment.getEnvironment().getVersion());
        facts.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("system", system());
        return facts;
    }

    private static String seconds(double seconds) {
        return Figures.text(seconds) + " s";
    }

    private static String system() {
        return "%s %s, %s, %d processor cores"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors());
    }

    private static String limpid() {
        Properties written = new Properties();
        try (InputStream file = RunProvenance.class.getResourceAsStream(VERSION)) {
            written.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can't read " + VERSION, unreadable);
        }
        return written.getProperty("version");
    }
}
