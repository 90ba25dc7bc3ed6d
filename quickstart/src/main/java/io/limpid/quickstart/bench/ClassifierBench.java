package io.limpid.quickstart.bench;

import static java.util.Objects.requireNonNull;

import io.limpid.bench.FeedForward;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.stream.Topics;
import io.limpid.models.ShippedModel;
import io.limpid.models.ShippedModels;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.ServiceProcess;
import io.limpid.quickstart.process.ServiceSpecs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The second hop: how fast the classifier works off a topic, and what an image weighs in each topic on the way. */
final class ClassifierBench {
    private static final String WHOLE = "whole.";
    private static final String LABELS = "labels.";
    private static final String SMALL = "small.";
    private static final String FRAME_CLASSIFIER = "classify-frame";
    /** Answers of a denoiser that the classifier is given again and again. */
    private static final int ANSWERS = 2048;
    /** Frames a second that two cores hardly pass through a broker. */
    private static final int SMALL_RATE = 100_000;

    private final BenchStack stack;
    private final Console console;
    private final BenchPlan plan;
    private final Drains drains;

    ClassifierBench(BenchStack stack, Console console, BenchPlan plan, Drains drains) {
        this.stack = requireNonNull(stack, "stack");
        this.console = requireNonNull(console, "console");
        this.plan = requireNonNull(plan, "plan");
        this.drains = requireNonNull(drains, "drains");
    }

    /**
     * The classifier on what a denoiser answers, latent vectors and all.
     *
     * @return empty where no classifier that comes with Limpid takes images of the denoiser's shape
     */
    Optional<BenchFigures.LabelsRow> labels(BenchModel denoiser) {
        console.step("the classifier on the denoiser's answers");
        Optional<ShippedModel> shipped = classifierOf(denoiser.shape());
        if (shipped.isEmpty()) {
            console.detail("left out: no classifier comes with Limpid for images of " + denoiser.shape());
            return Optional.empty();
        }
        BenchModel classifier = BenchModel.classifier(
                stack.state().resolve("classifier.onnx"),
                ShippedModels.file(shipped.get()),
                "comes with Limpid: " + shipped.get().name());
        Topics whole = new Topics(WHOLE);
        Topics labels = new Topics(LABELS);
        Map<String, Double> bytes = new LinkedHashMap<>();
        List<ConsumerRecord<byte[], byte[]>> answers = answers(denoiser, whole);
        bytes.put(new Topics("").noisy(), bytes(whole.noisy()));
        bytes.put(new Topics("").denoised(), bytes(whole.denoised()));
        stack.prepare(LABELS, StreamBench.PARTITIONS, classifier.published());
        Backlog frames = new Backlog(
                stack,
                LABELS,
                number -> {
                    ConsumerRecord<byte[], byte[]> one = answers.get(number % ANSWERS);
                    return new ProducerRecord<>(labels.denoised(), null, one.key(), one.value(), one.headers());
                },
                SMALL_RATE / 2 * (plan.seconds() + plan.warmUp()));
        BenchFigures.StreamRow row = classifier(classifier.description().name(), frames, List.of());
        bytes.put(new Topics("").labels(), bytes(labels.labels()));
        console.detail(String.format(
                Locale.ROOT,
                "%s: %.0f images/s; bytes an image: %s",
                row.name(),
                row.imagesPerSecond(),
                bytes.entrySet().stream()
                        .map(topic -> topic.getKey() + " " + Math.round(topic.getValue()))
                        .toList()));
        return Optional.of(new BenchFigures.LabelsRow(row, bytes));
    }

    private double bytes(String topic) {
        return new TopicContents(stack, topic).bytesPerRecord();
    }

    private static Optional<ShippedModel> classifierOf(ImageShape shape) {
        return ShippedModels.all().stream()
                .filter(model -> model.task().equals(FRAME_CLASSIFIER))
                .filter(model -> new ImageShape(model.channels(), model.height(), model.width()).equals(shape))
                .findFirst();
    }

    /** As a denoiser gives them. */
    private List<ConsumerRecord<byte[], byte[]>> answers(BenchModel denoiser, Topics topics) {
        stack.prepare(WHOLE, StreamBench.PARTITIONS, denoiser.published());
        stack.fill(ANSWERS, BenchImages.pngs(denoiser.shape(), topics.noisy()));
        String group = drains.nextGroup();
        ServiceProcess process = stack.service(
                ServiceSpecs.DENOISER,
                WHOLE,
                group,
                List.of("limpid.provider=" + plan.provider(), "limpid.kafka.group.id=" + group));
        try {
            return new TopicContents(stack, topics.denoised()).committed(ANSWERS, process);
        } finally {
            stack.stop(process);
        }
    }

    /** The small network, as a frame classifier: its ceiling, and the classifier working off a topic of frames. */
    List<BenchFigures.FeedForwardRow> feedForward() {
        if (plan.feedForward().isEmpty()) {
            return List.of();
        }
        console.step("a feed-forward network of " + FeedForward.parameters() + " parameters");
        BenchModel small =
                BenchModel.classifier(stack.state().resolve("feed-forward.onnx"), FeedForward.onnx(), "random weights");
        Map<Integer, Double> ceilings = new TreeMap<>();
        new Ceilings(stack, plan)
                .measure(small, plan.feedForward())
                .forEach(row -> ceilings.merge(row.batch(), row.imagesPerSecond(), Math::max));
        stack.prepare(SMALL, StreamBench.PARTITIONS, small.published());
        // the topic is read at the stream's own speed, which is far below the largest ceiling
        Backlog frames = new Backlog(
                stack,
                SMALL,
                BenchImages.frames(small.shape(), new Topics(SMALL).denoised()),
                SMALL_RATE * (plan.seconds() + plan.warmUp()));
        List<BenchFigures.FeedForwardRow> rows = new ArrayList<>();
        for (int batch : plan.feedForward()) {
            BenchFigures.StreamRow row = classifier("classifier", frames, List.of("limpid.max-batch=" + batch));
            rows.add(new BenchFigures.FeedForwardRow(batch, ceilings.get(batch), row));
            console.detail(String.format(
                    Locale.ROOT,
                    "batches of %d: %.0f images/s, ONNX Runtime alone %.0f",
                    batch,
                    row.imagesPerSecond(),
                    ceilings.get(batch)));
        }
        return rows;
    }

    private BenchFigures.StreamRow classifier(String name, Backlog frames, List<String> options) {
        return drains.measured(name, frames, group -> {
            List<String> all = new ArrayList<>(options);
            all.add("limpid.provider=" + plan.provider());
            all.add("limpid.kafka.group.id=" + group);
            return List.of(stack.service(ServiceSpecs.CLASSIFIER, frames.prefix(), group, all));
        });
    }
}
