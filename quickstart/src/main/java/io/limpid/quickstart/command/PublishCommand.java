package io.limpid.quickstart.command;

import io.limpid.client.ImageRequest;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Encoding;
import io.limpid.datasets.DataSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.quickstart.console.Bar;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.StopRequest;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.BrokerDoor;
import io.limpid.quickstart.stream.ImageFile;
import io.limpid.quickstart.stream.NoisyRecords;
import io.limpid.quickstart.stream.NoisySource;
import io.limpid.quickstart.stream.Pace;
import io.limpid.quickstart.stream.RecordSender;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid publish}: images into the stream. */
@Command(
        name = "publish",
        description =
                "Send image files, a data set's images with noise, or what a folder, video, camera or bucket holds.",
        sortOptions = false)
final class PublishCommand implements Runnable {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "PNG, JPEG, BMP, GIF, WebP or TIFF files, sent as they are")
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
            description = "the denoiser to use (default: one that fits the shape)")
    private @Nullable String model;

    @Option(names = "--json", description = "with a source: end with a line of JSON that says how many")
    private boolean json;

    @Mixin
    private SourceOptions source;

    @Mixin
    private StreamOptions stream;

    private final Console console = Console.standard();

    @Override
    public void run() {
        int named = (files.isEmpty() ? 0 : 1) + (dataset == null ? 0 : 1) + (source.isNamed() ? 1 : 0);
        if (named != 1) {
            throw CommandFailure.badInput(
                    "expected image files, --dataset, or one of --watch, --video, --mjpeg and --s3",
                    "./limpid publish photo.png");
        }
        source.check();
        if (count < 1 || rate < 0) {
            throw CommandFailure.badInput(
                    "expected --count of at least 1 and --rate of at least 0, found " + count + " and " + rate, "");
        }
        StreamAddress address = stream.address();
        if (source.isNamed()) {
            publishSource(address);
        } else if (dataset == null) {
            publishFiles(address);
        } else {
            publishDataSet(address);
        }
    }

    private void publishFiles(StreamAddress address) {
        List<ImageFile> images = files.stream().map(ImageFile::read).toList();
        BrokerDoor.check(address.bootstrap(), List.of(address.topics().noisy()));
        NoisyRecords records = records(address.topics(), "/limpid/publish");
        try (RecordSender sender = new RecordSender(address.bootstrap());
                Bar bar = console.bar("publishing", images.size(), "images")) {
            Pace pace = Pace.startingNow(rate);
            for (int i = 0; i < images.size(); i++) {
                ImageFile image = images.get(i);
                pace.await(i);
                String imageKey = key == null ? image.name() : key;
                sender.send(image.toRecord(records, imageKey, UUID.randomUUID().toString()));
                bar.at(i + 1L, "");
            }
            report(sender.flush(), address);
        }
    }

    private void publishDataSet(StreamAddress address) {
        DataSetOption.requireKnown(dataset);
        NoiseModel noiseModel = NoiseOption.parse(noise);
        BrokerDoor.check(address.bootstrap(), List.of(address.topics().noisy()));
        DataSet data = DataSetOption.load(dataset, console);
        NoisySource source = new NoisySource(data.test(), noiseModel, seed);
        NoisyRecords records = records(address.topics(), "/limpid/datasets/" + data.name() + "/test");
        String contentType = ContentType.of(Encoding.PNG);
        try (RecordSender sender = new RecordSender(address.bootstrap());
                Bar bar = console.bar("publishing", count, "images")) {
            Pace pace = Pace.startingNow(rate);
            for (int i = 0; i < count; i++) {
                byte[] png = source.png(i);
                pace.await(i);
                String name = data.name() + "-" + i;
                sender.send(records.of(key == null ? name : key, name, contentType, png));
                bar.at(i + 1L, "");
            }
            report(sender.flush(), address);
        }
    }

    private void publishSource(StreamAddress address) {
        SourcePublishing publishing = new SourcePublishing(source, address, this::withWishes, console);
        try (StopRequest stop = StopRequest.atExit()) {
            long stored = publishing.run(rate, stop::isMade);
            report(stored, address);
            if (json) {
                console.line(publishing.json(stored));
            }
        }
    }

    private ImageRequest withWishes(ImageRequest image) {
        ImageRequest keyed = key == null ? image : image.withKey(key);
        ImageRequest accepting = accept == null ? keyed : keyed.withAccept(accept);
        return model == null ? accepting : accepting.withModel(model);
    }

    private NoisyRecords records(Topics topics, String source) {
        Map<String, String> wishes = new HashMap<>();
        if (accept != null) {
            wishes.put(HeaderNames.ACCEPT, accept);
        }
        if (model != null) {
            wishes.put(HeaderNames.MODEL, model);
        }
        return new NoisyRecords(topics.noisy(), source, wishes);
    }

    private void report(long stored, StreamAddress address) {
        console.line(stored + (stored == 1 ? " image" : " images") + " published to "
                + address.topics().noisy() + " at " + address.bootstrap());
    }
}
