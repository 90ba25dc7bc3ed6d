package io.limpid.studio;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.stream.Topics;
import io.limpid.streaming.config.KafkaProperties;
import io.limpid.streaming.loop.BrokerWatch;
import io.limpid.streaming.loop.TopicSetup;
import io.limpid.streaming.pipeline.PixelBudget;
import io.limpid.studio.http.ChangePolicy;
import io.limpid.studio.http.Users;
import io.limpid.studio.http.WrongPasswords;
import io.limpid.studio.image.Answers;
import io.limpid.studio.image.Gallery;
import io.limpid.studio.image.Pictures;
import io.limpid.studio.image.Preparation;
import io.limpid.studio.live.LiveFeed;
import io.limpid.studio.live.LiveModels;
import io.limpid.studio.live.Pages;
import io.limpid.studio.live.Strip;
import io.limpid.studio.stream.DeadLetters;
import io.limpid.studio.stream.StreamWriter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The studio's parts, started and stopped together. */
@ApplicationScoped
public class StudioService {
    private static final Logger LOG = LoggerFactory.getLogger(StudioService.class);
    private static final Duration SETUP_TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_IMAGES = 32;
    private static final long MOST_IMAGE_BYTES = 48 << 20;

    private final StudioConfig config;
    private final Topics topics;
    private final Pages pages;
    private final Gallery gallery = new Gallery(MOST_IMAGES, MOST_IMAGE_BYTES);
    private final Pictures pictures;
    private final Preparation preparation;
    private final StreamWriter writer;
    private final DeadLetters deadLetters;
    private final ModelActions modelActions;
    private final LiveFeed liveFeed;
    private final BrokerWatch broker;
    private final Users users;
    private final WrongPasswords wrongPasswords = new WrongPasswords();
    private final ChangePolicy policy;

    StudioService(StudioConfig config, Config properties, ObjectMapper json, MeterRegistry registry) {
        this.config = config;
        this.topics = new Topics(config.topicPrefix().orElse(""));
        Map<String, Object> kafka = KafkaProperties.from(properties);
        PayloadLimits limits = new PayloadLimits(config.maxBytes(), config.maxPixels());
        this.pages = new Pages(json, config.studio().maxPages());
        PixelBudget budget = PixelBudget.ofHeap();
        this.pictures = new Pictures(limits, budget);
        this.preparation = new Preparation(budget.guarding(limits));
        this.writer = new StreamWriter(kafka);
        this.deadLetters = new DeadLetters(kafka, topics);
        this.users = new Users(config.studio().users());
        this.policy = new ChangePolicy(!users.isEmpty(), config.studio().trustLoopback());
        LiveModels models = new LiveModels(topics);
        this.modelActions = new ModelActions(topics, models, writer, Clock.systemUTC());
        Answers answers = new Answers(
                topics,
                gallery,
                pictures,
                models::classes,
                image -> pages.tell(image.page(), "answer", image.id(), image.view()));
        this.liveFeed = new LiveFeed(
                pages,
                new LiveFeed.Sources(
                        topics, kafka, models, new Strip(topics, pictures), answers, groups(), this::brokerProblem));
        this.broker = new BrokerWatch(kafka, this::setUp, liveFeed::follow);
        Gauge.builder("limpid_studio_pages", pages, Pages::count)
                .description("Pages that are open")
                .register(registry);
    }

    private Map<String, String> groups() {
        return Map.of(
                "denoiser", config.studio().denoiserGroup().orElse("denoiser." + topics.noisy()),
                "classifier", config.studio().classifierGroup().orElse("classifier." + topics.denoised()));
    }

    private void setUp(Admin admin) throws Exception {
        if (config.topics().create()) {
            new TopicSetup(config.topics().partitions(), config.topics().replication())
                    .ensure(admin, topics, SETUP_TIMEOUT);
        }
    }

    private String brokerProblem() {
        return broker.problem();
    }

    void start(@Observes StartupEvent started) {
        LOG.info("changes: {}", policy.line());
        broker.start();
        liveFeed.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        liveFeed.close();
        broker.close();
        writer.close();
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck readiness() {
        return () -> HealthCheckResponse.named("studio")
                .status(broker.problem().isEmpty())
                .withData("broker", broker.problem().isEmpty() ? "answers" : broker.problem())
                .withData("pages", pages.count())
                .build();
    }

    /** The page is there, whatever the broker does: it says so. */
    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck liveness() {
        return () -> HealthCheckResponse.up("studio");
    }

    @Produces
    @Singleton
    Topics topics() {
        return topics;
    }

    @Produces
    @Singleton
    Pages pages() {
        return pages;
    }

    @Produces
    @Singleton
    Gallery gallery() {
        return gallery;
    }

    @Produces
    @Singleton
    Pictures pictures() {
        return pictures;
    }

    @Produces
    @Singleton
    Preparation preparation() {
        return preparation;
    }

    @Produces
    @Singleton
    StreamWriter writer() {
        return writer;
    }

    @Produces
    @Singleton
    DeadLetters deadLetters() {
        return deadLetters;
    }

    @Produces
    @Singleton
    ModelActions modelActions() {
        return modelActions;
    }

    @Produces
    @Singleton
    LiveFeed liveFeed() {
        return liveFeed;
    }

    @Produces
    @Singleton
    ChangePolicy policy() {
        return policy;
    }

    @Produces
    @Singleton
    WrongPasswords wrongPasswords() {
        return wrongPasswords;
    }

    @Produces
    @Singleton
    Users users() {
        return users;
    }
}
