package io.limpid.quickstart.models;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.client.TopicReader;
import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.contracts.v1.ModelState;
import io.limpid.contracts.v1.Stage;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.RecordSender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes to the models topic, and waits for what the services say to it. */
public final class ModelDesk {
    private static final Duration POLL = Duration.ofMillis(100);
    /** After one replica has answered, for as long for others. */
    private static final Duration OTHERS = Duration.ofMillis(700);

    private final StreamAddress address;
    private final Console console;
    private final Duration patience;
    private final ModelNews news;

    /**
     * @param patience for the first answer
     * @param news is told of every change, and what came of it
     */
    public ModelDesk(StreamAddress address, Console console, Duration patience, ModelNews news) {
        this.news = requireNonNull(news, "news");
        this.address = requireNonNull(address, "address");
        this.console = requireNonNull(console, "console");
        this.patience = requireNonNull(patience, "patience");
    }

    /** Writes a publication under the key its stage asks for. */
    public void publish(ModelPublished model) {
        write(ModelKey.of(model), model.toByteArray(), model, line(model));
    }

    /** Takes a candidate away. */
    public void withdraw(ModelPublished candidate) {
        write(
                ModelKey.of(candidate),
                null,
                candidate.toBuilder().setStage(Stage.RETIRED).build(),
                name(candidate) + " is withdrawn");
    }

    /** Takes a candidate away without waiting for an answer. */
    public void clear(ModelKey key) {
        send(key, null);
    }

    private void write(ModelKey key, byte[] value, ModelPublished model, String line) {
        try (TopicReader reports = TopicReader.open(
                address.settings("limpid-models"), List.of(address.topics().modelReports()), false)) {
            send(key, value);
            console.line(line + ", in topic " + address.topics().models() + " at " + address.bootstrap());
            await(reports, key, model);
        }
    }

    private void send(ModelKey key, byte[] value) {
        try (RecordSender sender = new RecordSender(address)) {
            sender.send(new ProducerRecord<>(
                    address.topics().models(), key.toString().getBytes(StandardCharsets.UTF_8), value));
            sender.flush();
        }
    }

    /** The name, version and stage of a publication, for people. */
    public static String line(ModelPublished model) {
        if (model.getStage() == Stage.RETIRED) {
            return name(model) + " is retired";
        }
        String share = model.getShare() > 0 ? " for " + model.getShare() + " of the keys" : "";
        return name(model) + " is published as "
                + model.getStage().name().toLowerCase(Locale.ROOT) + share
                + (model.getFallback() ? ", comes with Limpid" : "");
    }

    private static String name(ModelPublished model) {
        return model.getRef().getName() + " "
                + Long.toUnsignedString(model.getRef().getVersion());
    }

    private void await(TopicReader reports, ModelKey key, ModelPublished model) {
        ModelRef ref = model.getRef();
        List<ModelReport> told = new ArrayList<>();
        List<ModelReport> refusals = new ArrayList<>();
        boolean answered = false;
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> found : reports.poll(POLL)) {
                ModelReport report = parse(found);
                if (!report.getRef().equals(ref)
                        || !ModelBoard.isOf(new String(found.key(), StandardCharsets.UTF_8), key)) {
                    continue;
                }
                console.detail(line(report));
                told.add(report);
                if (report.getState() == ModelState.REFUSED) {
                    refusals.add(report);
                }
                if (!answered && report.getState() != ModelState.DELAYED) {
                    answered = true;
                    deadline = System.nanoTime() + OTHERS.toNanos();
                }
            }
        }
        news.changed(model, told);
        if (!refusals.isEmpty()) {
            throw CommandFailure.failed(
                    refusals.get(0).getService() + " refused " + ref.getName() + " "
                            + Long.toUnsignedString(ref.getVersion()) + ": "
                            + refusals.get(0).getReason(),
                    "what ran before goes on; " + remedy(key, model));
        }
        if (!answered) {
            console.line("no service has answered within " + patience.toSeconds()
                    + " s; one that is started later takes it from the topic");
            console.line("  → " + address.command("models")
                    + " tells when one has; a service's /q/health/ready and log say what it waits for");
        }
    }

    private String remedy(ModelKey key, ModelPublished model) {
        if (!key.candidate() && model.getPreviousCount() == 0) {
            return address.command("models retire " + key.name()) + " takes it out of the topic";
        }
        return key.candidate()
                ? address.command("models retire " + key.name() + " --candidate") + " takes it out of the topic"
                : address.command("models rollback " + key.name()) + " puts the version before into the topic again";
    }

    private static ModelReport parse(ConsumerRecord<byte[], byte[]> found) {
        try {
            return found.value() == null || found.key() == null
                    ? ModelReport.getDefaultInstance()
                    : ModelReport.parseFrom(found.value());
        } catch (InvalidProtocolBufferException malformed) {
            return ModelReport.getDefaultInstance();
        }
    }

    /** What a replica says of a model, for people. */
    static String line(ModelReport report) {
        String who = report.getService() + " " + report.getInstance();
        String why = report.getReason().isEmpty() ? "" : ": " + report.getReason();
        return switch (report.getState()) {
            case RUNNING -> who + " runs it as " + report.getStage().name().toLowerCase(Locale.ROOT) + why;
            case GONE -> who + " runs it no more" + why;
            case REFUSED -> who + " refuses it" + why;
            case DELAYED -> who + " can't get it yet" + why;
            default -> who + " says " + report.getState() + why;
        };
    }
}
