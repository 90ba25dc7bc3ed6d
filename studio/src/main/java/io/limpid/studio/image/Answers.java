package io.limpid.studio.image;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.studio.stream.Unlabelled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the answers to the images that pages have sent, among all that stream by. */
public final class Answers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int MOST_WAITING = 256;

    private final Topics topics;
    private final Gallery gallery;
    private final Pictures pictures;
    private final Function<ModelRef, List<String>> classes;
    private final Consumer<SentImage> told;
    private final ClassificationJson labels = new ClassificationJson();
    /** Decoding and comparing large images takes a while, for which the topics go on being read. */
    private final ThreadPoolExecutor worker =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "studio-answers");
                thread.setDaemon(true);
                return thread;
            });

    /**
     * @param classes the names of a classifier's classes, by index
     * @param told hears of every answer
     */
    public Answers(
            Topics topics,
            Gallery gallery,
            Pictures pictures,
            Function<ModelRef, List<String>> classes,
            Consumer<SentImage> told) {
        this.topics = requireNonNull(topics, "topics");
        this.gallery = requireNonNull(gallery, "gallery");
        this.pictures = requireNonNull(pictures, "pictures");
        this.classes = requireNonNull(classes, "classes");
        this.told = requireNonNull(told, "told");
    }

    /** Takes in a record of any image topic. */
    public void note(ConsumerRecord<byte[], byte[]> found) {
        if (found.key() == null || found.topic().equals(topics.noisy())) {
            return;
        }
        Optional<SentImage> sent = gallery.find(new String(found.key(), StandardCharsets.UTF_8));
        if (sent.isEmpty()) {
            return;
        }
        try {
            worker.execute(() -> answer(sent.get(), found));
        } catch (RejectedExecutionException behind) {
            LOG.warn(
                    "an answer is not shown, too many wait imageId={}",
                    sent.get().id());
        }
    }

    private void answer(SentImage image, ConsumerRecord<byte[], byte[]> found) {
        try {
            if (found.topic().equals(topics.denoised())) {
                image.denoised(DenoisedFrame.parseFrom(found.value()), pictures);
            } else if (found.topic().equals(topics.labels())) {
                Classification label = labels.deserialize(found.topic(), found.value());
                if (label != null) {
                    image.labelled(label, classes.apply(label.getClassifier()));
                }
            } else {
                image.refused(found.headers(), Unlabelled.is(found, topics.denoisedDead()));
            }
            told.accept(image);
        } catch (InvalidProtocolBufferException | SerializationException malformed) {
            LOG.warn("an answer can't be read imageId={} topic={}", image.id(), found.topic(), malformed);
        } finally {
            pictures.giveBack();
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
