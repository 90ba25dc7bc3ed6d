package io.limpid.quickstart.command;

import io.limpid.client.ImageRequest;
import io.limpid.client.LimpidClient;
import io.limpid.quickstart.console.Bar;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.source.ArrivalCheck;
import io.limpid.quickstart.source.SourcePublication;
import io.limpid.quickstart.stream.JsonLines;
import io.limpid.quickstart.stream.Pace;
import io.limpid.sources.ImageSource;
import io.limpid.sources.Leftovers;
import io.limpid.sources.SendJournal;
import io.limpid.sources.SourceImage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code ./limpid publish} of a source: opens it and its journal, sends, and tells what became of it. */
final class SourcePublishing {
    /** CloudEvents: when an image was taken or written. */
    private static final String TIME = "ce_time";
    /** Where in a film a frame lies, in seconds from its beginning. */
    private static final String FRAME_TIME = "frame-time";

    private static final String CLIENT = "limpid-publish";

    private final SourceOptions options;
    private final StreamAddress address;
    private final Function<ImageRequest, ImageRequest> wishes;
    private final JsonLines lines;
    private final Console console;
    private final Leftovers leftovers;

    /** @param wishes put on every image: a key, the model */
    SourcePublishing(
            SourceOptions options,
            StreamAddress address,
            Function<ImageRequest, ImageRequest> wishes,
            JsonLines lines,
            Console console) {
        this.options = options;
        this.address = address;
        this.wishes = wishes;
        this.lines = lines;
        this.console = console;
        this.leftovers = new Leftovers(console::detail);
    }

    /**
     * @param rate images a second; 0 for as fast as it goes
     * @param isToStop whether to end before the source does
     * @return how many images the broker has stored
     */
    long run(double rate, BooleanSupplier isToStop) {
        try (LimpidClient client = client();
                SendJournal journal = options.hasMemory() ? journal() : null;
                ImageSource source = options.open(id -> journal != null && journal.isStored(id), leftovers)) {
            return send(source, client, journal, rate, isToStop);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted", "");
        }
    }

    private LimpidClient client() {
        return LimpidClient.builder(address.bootstrap())
                .topicPrefix(address.prefix())
                .kafka(address.kafka())
                .clientId(CLIENT)
                .source(options.uri())
                .maxImageBytes(SourceImage.MAX_BYTES)
                .connect();
    }

    private ImageRequest request(SourceImage image) {
        ImageRequest plain = ImageRequest.of(image.bytes(), image.contentType())
                .withKey(image.key())
                .withEventId(image.id());
        ImageRequest timed = image.maybeTime()
                .map(time -> plain.withHeader(TIME, time.toString()))
                .orElse(plain);
        return wishes.apply(image.maybePosition()
                .map(position -> timed.withHeader(FRAME_TIME, seconds(position)))
                .orElse(timed));
    }

    private static String seconds(Duration position) {
        return BigDecimal.valueOf(position.toMillis(), 3).toPlainString();
    }

    private long send(
            ImageSource source,
            LimpidClient client,
            @Nullable SendJournal journal,
            double rate,
            BooleanSupplier isToStop)
            throws InterruptedException {
        SourcePublication publication =
                new SourcePublication(source, client, this::request, journal, lines::acknowledgement);
        Pace pace = Pace.startingNow(rate);
        console.step("publishing to " + topic() + " at " + address.bootstrap()
                + (source.total() == 0 ? "; Ctrl-C ends it" : ""));
        long stored;
        if (source.total() == 0) {
            stored = publication.run(pace, options.silence(), isToStop, (number, image) -> console.detail(image.id()));
        } else {
            try (Bar bar = console.bar("publishing", source.total(), "images")) {
                stored = publication.run(pace, options.silence(), isToStop, (number, image) -> bar.at(number, ""));
            }
        }
        if (leftovers.count() + leftovers.alreadyStored() > 0) {
            console.line(leftovers.alreadyStored() + " sent by an earlier run, " + leftovers.count()
                    + " left out as told above");
        }
        return stored;
    }

    private String topic() {
        return address.topics().noisy();
    }

    private SendJournal journal() {
        Path file = options.maybeJournal().orElseGet(this::journalOfThis);
        SendJournal journal = SendJournal.open(file);
        try {
            ArrivalCheck.settle(journal, address.settings(CLIENT), topic());
            return journal;
        } catch (RuntimeException failure) {
            journal.close();
            throw failure;
        }
    }

    /** Of one source to one topic of one cluster; a cluster made anew has nothing yet. */
    private Path journalOfThis() {
        String identity =
                options.identity() + " to " + topic() + " of " + ArrivalCheck.cluster(address.settings(CLIENT));
        UUID name = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
        return Home.standard().state().resolve("published").resolve(name + ".journal");
    }
}
