package io.limpid.quickstart.command;

import io.limpid.client.ImageRequest;
import io.limpid.contracts.image.Accept;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.v1.Encoding;
import io.limpid.datasets.DataSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.quickstart.console.Bar;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.models.LiveDenoisers;
import io.limpid.quickstart.process.StopRequest;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.BrokerDoor;
import io.limpid.quickstart.stream.FilesToSend;
import io.limpid.quickstart.stream.JsonLines;
import io.limpid.quickstart.stream.NoisySource;
import io.limpid.quickstart.stream.Pace;
import io.limpid.quickstart.stream.Publication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./limpid publish}: images into the stream. */
@Command(
        name = "publish",
        description =
                "Send image files, a data set's images with noise, or what a folder, video, camera or bucket holds.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./limpid publish photo.png",
            "  ./limpid publish frames/*.png --key camera-7 --rate 25",
            "  ./limpid publish --dataset mnist --noise gaussian:0.5 --count 100",
            "  ./limpid publish photo.png --accept image/png --json",
            "  ./limpid publish --watch incoming --move-to sent",
            "  ./limpid publish --video clip.mp4 --fps 2 --grey"
        },
        sortOptions = false)
final class PublishCommand implements Runnable {
    /** For so long a model that has just been published may be tried before it serves. */
    private static final Duration LATE = Duration.ofSeconds(20);

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description =
                    "PNG, JPEG, BMP, GIF, WebP or TIFF files, sent as they are; what can't be sent is named, and the others"
                            + " go on")
    private List<Path> files = List.of();

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description = "send test images of a data set with labels, see ./limpid data")
    private @Nullable String dataset;

    @Option(
            names = "--noise",
            paramLabel = "SPEC",
            defaultValue = "gaussian:0.5",
            description = "noise on the data set's images (default: ${DEFAULT-VALUE})")
    private String noise;

    @Option(
            names = "--count",
            defaultValue = "1000",
            description = "images of the data set (default: ${DEFAULT-VALUE})")
    private int count;

    @Option(names = "--rate", defaultValue = "0", description = "images a second (default: as fast as it goes)")
    private double rate;

    @Option(names = "--seed", defaultValue = "0", description = "of the noise (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--key", description = "the key of all files (default: each file's name)")
    private @Nullable String key;

    @Option(names = "--accept", paramLabel = "TYPE", description = "the media type wanted back, such as image/png")
    private @Nullable String accept;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "the denoiser to use, one that is live (default: one that fits the shape)")
    private @Nullable String model;

    @Option(
            names = "--force",
            description =
                    "with --model: send even where no such model is live; until it is, images that ask for it become dead"
                            + " letters")
    private boolean force;

    @Option(
            names = "--json",
            description =
                    "a line of JSON for each image that the broker has: where it lies, and the ids its results will have")
    private boolean json;

    @Mixin
    private SourceOptions source;

    @Mixin
    private StreamOptions stream;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        int named = (files.isEmpty() ? 0 : 1) + (dataset == null ? 0 : 1) + (source.isNamed() ? 1 : 0);
        if (named != 1) {
            throw CommandFailure.badInput(
                    "expected image files, --dataset, or one of --watch, --video, --mjpeg and --s3"
                            + (named == 0 ? "" : ", found several of them"),
                    named == 0 ? "./limpid publish photo.png" : "send them one after another");
        }
        GivenOptions given = GivenOptions.of(spec);
        given.requireWith("--dataset", dataset != null, "--noise", "--count", "--seed");
        given.requireWith("--model", model != null, "--force");
        source.check(given);
        if (count < 1 || rate < 0) {
            throw CommandFailure.badInput(
                    "expected --count of at least 1 and --rate of at least 0, found " + count + " and " + rate, "");
        }
        checkWishes();
        StreamAddress address = stream.address();
        if (source.isNamed()) {
            publishSource(address);
        } else if (dataset == null) {
            publishFiles(address);
        } else {
            publishDataSet(address);
        }
    }

    private void checkWishes() {
        if (model != null && model.isBlank()) {
            throw CommandFailure.badInput("expected --model NAME, found an empty name", "");
        }
        try {
            Accept.check(accept == null ? "" : accept);
        } catch (MalformedPayloadException unsupported) {
            throw CommandFailure.badInput("--accept: " + unsupported.getMessage(), "");
        }
    }

    /** What is live is not asked of a stream that does not tell: whoever publishes may have no right to read it. */
    private void requireOpen(StreamAddress address) {
        BrokerDoor.check(address, List.of(address.topics().noisy()));
        if (model == null || force) {
            return;
        }
        LiveDenoisers.names(address).filter(live -> !live.contains(model)).ifPresent(live -> {
            throw CommandFailure.badInput(
                    "no denoiser " + model + " is live at " + address.bootstrap() + ", nothing was sent; live "
                            + (live.isEmpty() ? "is none" : "are " + String.join(", ", live)),
                    "name one of those, or see " + address.command("models")
                            + "; --force sends all the same, for a model that is to come");
        });
        if (LiveDenoisers.isLate(address, model, LATE)) {
            console()
                    .line("no denoiser has said within " + LATE.toSeconds() + " s that it runs " + model
                            + ": images that reach one before it does become dead letters");
        }
    }

    private void publishFiles(StreamAddress address) {
        FilesToSend chosen = FilesToSend.of(files, console());
        requireOpen(address);
        publish(address, "/limpid/publish", chosen.count(), i -> chosen.image(i)
                .map(image -> image.request().withKey(key == null ? image.name() : key)));
        chosen.requireAll();
    }

    private void publishDataSet(StreamAddress address) {
        DataSetOption.requireKnown(dataset);
        NoiseModel noiseModel = NoiseOption.parse(noise);
        requireOpen(address);
        DataSet data = DataSetOption.load(dataset, console());
        NoisySource source = new NoisySource(data.test(), noiseModel, seed);
        String contentType = ContentType.of(Encoding.PNG);
        publish(address, "/limpid/datasets/" + data.name() + "/test", count, i -> {
            String name = data.name() + "-" + i;
            return Optional.of(ImageRequest.of(source.png(i), contentType)
                    .withKey(key == null ? name : key)
                    .withEventId(name));
        });
    }

    private void publish(StreamAddress address, String source, int total, IntFunction<Optional<ImageRequest>> images) {
        JsonLines lines = new JsonLines(json);
        try (Publication publication = new Publication(address, source, lines::acknowledgement);
                Bar bar = console().bar("publishing", total, "images")) {
            Pace pace = Pace.startingNow(rate);
            for (int i = 0; i < total; i++) {
                Optional<ImageRequest> image = images.apply(i).map(this::withWishes);
                pace.await(i);
                image.ifPresent(publication::publish);
                bar.at(i + 1L, "");
            }
            report(publication.await(), address);
        }
    }

    private void publishSource(StreamAddress address) {
        requireOpen(address);
        SourcePublishing publishing =
                new SourcePublishing(source, address, this::withKeyAndWishes, new JsonLines(json), console());
        try (StopRequest stop = StopRequest.atExit()) {
            report(publishing.run(rate, stop::isMade), address);
        }
    }

    private ImageRequest withKeyAndWishes(ImageRequest image) {
        return withWishes(key == null ? image : image.withKey(key));
    }

    private ImageRequest withWishes(ImageRequest image) {
        ImageRequest accepting = accept == null ? image : image.withAccept(accept);
        return model == null ? accepting : accepting.withModel(model);
    }

    /** What is for people goes beside what is for programs. */
    private Console console() {
        return json ? Console.beside() : Console.standard();
    }

    private void report(long stored, StreamAddress address) {
        console()
                .line(Numbers.count(stored, "image") + " published to "
                        + address.topics().noisy() + " at " + address.bootstrap());
    }
}
