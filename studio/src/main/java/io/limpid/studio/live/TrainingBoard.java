package io.limpid.studio.live;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.v1.TrainingEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The latest trainings, as the topic tells of them. Thread-safe. */
public final class TrainingBoard {
    private static final int MOST = 24;
    /** Of each training; of more only the latest are kept. */
    private static final int MOST_EPOCHS = 500;

    private final Map<String, Trained> trainings = new LinkedHashMap<>();

    /**
     * A training so far.
     *
     * @param state queued, running, finished, failed, stopped or interrupted
     * @param epochs planned; 0 while unknown
     * @param model what was published; empty where nothing was
     */
    public record Told(
            String id,
            String run,
            String recipe,
            String state,
            int epochs,
            long images,
            List<Epoch> curve,
            Map<String, Double> metrics,
            String model,
            String message,
            long at) {}

    /** @param validation null where no images are held out */
    public record Epoch(int epoch, double train, @Nullable Double validation, double imagesPerSecond) {}

    private static final class Trained {
        private String run = "";
        private String recipe = "";
        private String state = "queued";
        private int epochs;
        private long images;
        private final List<Epoch> curve = new ArrayList<>();
        private Map<String, Double> metrics = Map.of();
        private String model = "";
        private String message = "";
        private long at;

        void take(TrainingEvent event) {
            at = event.getAt();
            if (!event.getRunId().isEmpty()) {
                run = event.getRunId();
            }
            switch (event.getEventCase()) {
                case QUEUED -> recipe = event.getQueued().getRecipe();
                case STARTED -> started(event.getStarted());
                case EPOCH -> epoch(event.getEpoch());
                case FINISHED -> finished(event.getFinished());
                case FAILED -> end("failed", event.getFailed().getReason());
                case STOPPED -> {
                    end("stopped", event.getStopped().getMessage());
                    metrics = event.getStopped().getMetricsMap();
                }
                case INTERRUPTED -> end("interrupted", event.getInterrupted().getReason());
                case EVENT_NOT_SET -> {}
            }
        }

        private void started(TrainingEvent.Started started) {
            state = "running";
            recipe = started.getRecipe();
            epochs = started.getEpochs();
            images = started.getTrainingImages();
        }

        private void epoch(TrainingEvent.Epoch ended) {
            state = "running";
            epochs = Math.max(epochs, ended.getEpochs());
            double held = ended.getValidationLoss();
            // what is no finite number has no place in JSON
            if (Double.isFinite(ended.getTrainLoss())) {
                curve.add(new Epoch(
                        ended.getEpoch(),
                        ended.getTrainLoss(),
                        Double.isFinite(held) ? held : null,
                        ended.getImagesPerSecond()));
            }
            if (curve.size() > MOST_EPOCHS) {
                curve.remove(0);
            }
        }

        private void finished(TrainingEvent.Finished finished) {
            end("finished", finished.getMessage());
            metrics = finished.getMetricsMap();
            if (finished.hasModel()) {
                model = finished.getModel().getName() + " "
                        + Long.toUnsignedString(finished.getModel().getVersion());
            }
        }

        private void end(String how, String why) {
            state = how;
            message = why;
        }

        Told told(String id) {
            Map<String, Double> finite = new LinkedHashMap<>();
            metrics.forEach((name, value) -> {
                if (Double.isFinite(value)) {
                    finite.put(name, value);
                }
            });
            return new Told(id, run, recipe, state, epochs, images, List.copyOf(curve), finite, model, message, at);
        }
    }

    synchronized void clear() {
        trainings.clear();
    }

    /** Takes in a record of the training topic; what is no such message is passed over. */
    synchronized void note(ConsumerRecord<byte[], byte[]> found) {
        try {
            if (found.value() != null) {
                TrainingEvent event = TrainingEvent.parseFrom(found.value());
                String id = event.getTrainingId().isEmpty() ? event.getRunId() : event.getTrainingId();
                trainings.computeIfAbsent(id, unknown -> new Trained()).take(event);
                limit();
            }
        } catch (InvalidProtocolBufferException malformed) {
            // services pass over it as well
        }
    }

    private void limit() {
        Iterator<String> oldest = trainings.keySet().iterator();
        while (trainings.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    /** The newest first. */
    synchronized List<Told> told() {
        List<Told> told = new ArrayList<>();
        trainings.forEach((id, training) -> told.add(training.told(id)));
        Collections.reverse(told);
        return told;
    }
}
