package io.limpid.studio.live;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.Topics;
import io.limpid.studio.image.Answers;
import io.limpid.studio.stream.LagWatch;
import io.limpid.studio.stream.TopicFollower;
import io.limpid.studio.stream.Unlabelled;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the topics, and tells the pages a few times a second what is new. */
public final class LiveFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final long TICK_MILLIS = 400;
    /** Every so many ticks there is a point of the figures, and a sign of life for pages of a silent stream. */
    private static final int TICKS_A_POINT = 5;

    private static final Duration ATTENTION = Duration.ofMinutes(2);

    private final Topics topics;
    private final Pages pages;
    private final LiveModels models;
    private final TrainingBoard trainings = new TrainingBoard();
    private final Strip strip;
    private final Answers answers;
    private final Figures figures = new Figures();
    private final LagWatch lag;
    private final Map<String, String> groups;
    private final Supplier<String> brokerProblem;
    private final TopicFollower images;
    private final TopicFollower boards;
    private final TopicFollower dead;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "studio-feed");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean modelsChanged = true;
    private volatile boolean trainingsChanged = true;
    private volatile long attentiveUntil = System.nanoTime();
    private final AtomicLong deadLetters = new AtomicLong();
    private final AtomicLong unlabelled = new AtomicLong();
    /** As of when all that is in the topics was read. */
    private long deadLettersTold;

    private long unlabelledTold;

    private int ticks;

    /**
     * What the news are made of.
     *
     * @param groups the consumer groups whose lag is told, by service: {@code denoiser} and {@code classifier}
     * @param brokerProblem one line; empty while the broker answers
     */
    public record Sources(
            Topics topics,
            Map<String, Object> kafka,
            LiveModels models,
            Strip strip,
            Answers answers,
            Map<String, String> groups,
            Supplier<String> brokerProblem) {}

    public LiveFeed(Pages pages, Sources sources) {
        this.pages = requireNonNull(pages, "pages");
        this.topics = sources.topics();
        this.models = sources.models();
        this.strip = sources.strip();
        this.answers = sources.answers();
        this.groups = sources.groups();
        this.brokerProblem = sources.brokerProblem();
        this.lag = new LagWatch(sources.kafka());
        this.images = new TopicFollower(
                "studio-images", sources.kafka(), topics.images(), TopicFollower.From.END, this::noteImage);
        this.boards = new TopicFollower(
                "studio-boards",
                sources.kafka(),
                List.of(topics.models(), topics.modelReports(), topics.training()),
                TopicFollower.From.BEGINNING,
                new BoardSink());
        this.dead = new TopicFollower(
                "studio-dead-count",
                sources.kafka(),
                List.of(topics.noisyDead(), topics.denoisedDead()),
                TopicFollower.From.BEGINNING,
                new DeadSink());
        dead.want(false);
    }

    /** To be called when the topics exist. */
    public void follow() {
        images.start();
        boards.start();
        dead.start();
    }

    public void start() {
        ticker.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Sees to it that answers to what is published from now on are seen, whether a page is open or not.
     *
     * @return whether they are; not where the broker is away
     */
    public boolean attend(Duration patience) throws InterruptedException {
        attentiveUntil = System.nanoTime() + ATTENTION.toNanos();
        images.want(true);
        long deadline = System.nanoTime() + patience.toNanos();
        while (!images.isReading() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return images.isReading();
    }

    private void noteImage(ConsumerRecord<byte[], byte[]> found) {
        figures.count(found.topic());
        strip.note(found);
        answers.note(found);
    }

    /** Counts what is there: offsets would count the markers of transactions, too. */
    private final class DeadSink implements TopicFollower.Sink {
        @Override
        public void restarted() {
            deadLetters.set(0);
            unlabelled.set(0);
        }

        @Override
        public void accept(ConsumerRecord<byte[], byte[]> found) {
            (Unlabelled.is(found, topics.denoisedDead()) ? unlabelled : deadLetters).incrementAndGet();
        }
    }

    private final class BoardSink implements TopicFollower.Sink {
        @Override
        public void restarted() {
            models.clear();
            trainings.clear();
        }

        @Override
        public void accept(ConsumerRecord<byte[], byte[]> found) {
            if (found.topic().equals(topics.training())) {
                trainings.note(found);
                trainingsChanged = true;
            } else {
                models.note(found);
                modelsChanged = true;
            }
        }
    }

    private void tick() {
        try {
            boolean watched = !pages.isEmpty();
            images.want(watched || System.nanoTime() - attentiveUntil < 0);
            dead.want(watched);
            tellBoards();
            if (watched) {
                tellStrip();
                ticks++;
                if (ticks % TICKS_A_POINT == 0) {
                    tellFigures();
                }
            } else {
                figures.forget();
            }
        } catch (RuntimeException unforeseen) {
            LOG.error("the feed is late", unforeseen);
        }
    }

    /**
     * The state of things, in a word each.
     *
     * @param broker its problem; empty while it answers
     * @param deadLetters of images, in their topics, but for those without a classifier
     * @param unlabelled denoised images that no live classifier took
     */
    public record Status(String broker, boolean reading, boolean denoiserLive, long deadLetters, long unlabelled) {}

    private void tellBoards() {
        List<ModelsView> view = models.view();
        if (modelsChanged) {
            modelsChanged = false;
            pages.tellState("models", view);
        }
        if (trainingsChanged) {
            trainingsChanged = false;
            pages.tellState("trainings", trainings.told());
        }
        if (dead.isReading()) {
            deadLettersTold = deadLetters.get();
            unlabelledTold = unlabelled.get();
        }
        pages.tellState(
                "status",
                new Status(
                        brokerProblem.get(),
                        boards.isReading(),
                        view.stream().anyMatch(ModelsView::isLiveDenoiser),
                        deadLettersTold,
                        unlabelledTold));
    }

    private void tellStrip() {
        Strip.Look look = strip.look();
        if (!look.items().isEmpty() || look.dropped() > 0) {
            pages.tellNews("strip", look);
        }
    }

    private void tellFigures() {
        Map<String, @Nullable Long> behind = new HashMap<>();
        if (brokerProblem.get().isEmpty()) {
            groups.forEach((service, group) ->
                    behind.put(service, lag.lag(group, source(service)).orElse(null)));
        }
        pages.tellNews("figures", figures.point(topics.images(), behind));
    }

    private String source(String service) {
        return service.equals("denoiser") ? topics.noisy() : topics.denoised();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        images.close();
        boards.close();
        dead.close();
        answers.close();
        lag.close();
    }
}
