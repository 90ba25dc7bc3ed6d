package io.limpid.quickstart.command;

import io.limpid.client.LimpidClient;
import io.limpid.client.MissingTopicException;
import io.limpid.client.ResultKind;
import io.limpid.client.ResultSelection;
import io.limpid.client.Results;
import io.limpid.contracts.stream.Topics;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.process.StopRequest;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.BrokerDoor;
import io.limpid.quickstart.stream.BucketStore;
import io.limpid.quickstart.stream.Consumption;
import io.limpid.quickstart.stream.FolderStore;
import io.limpid.quickstart.stream.JsonLines;
import io.limpid.quickstart.stream.ResultStore;
import io.limpid.sources.BucketAddress;
import io.limpid.sources.Buckets;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./limpid consume}: pictures and labels out of the stream. */
@Command(
        name = "consume",
        description = "Write denoised images and their labels into a folder or a bucket.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./limpid consume --out cleaned",
            "  ./limpid consume --out cleaned --from-beginning --count 100 --timeout 60",
            "  ./limpid consume --out cleaned --json | jq -r 'select(.type == \"label\") | .id + \" \" + .label'"
        },
        sortOptions = false)
final class ConsumeCommand implements Runnable {
    private static final Set<ResultKind> DEAD = Set.of(ResultKind.DEAD_NOISY, ResultKind.DEAD_DENOISED);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description =
                    "a folder, created when missing: gets a picture an image, and labels.csv, which names the event and"
                            + " the picture of each label, once, however often it is read; or s3://BUCKET/PREFIX: a"
                            + " picture an image, and its label beside it as JSON")
    private String out;

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "with a bucket: a store that is not Amazon's, for instance http://localhost:9000")
    private @Nullable URI endpoint;

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "stop after N images, once each picture has its label, or is known to get none, which is told with the"
                            + " reason; images that the denoiser refused count where pictures are missing, are told with"
                            + " their reasons, and make the exit code 1 (default: go on until interrupted)")
    private long count = Long.MAX_VALUE;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "give up after so long without a new one (default: never)")
    private long timeoutSeconds;

    @Option(
            names = "--from-beginning",
            description = "what is in the topics already too, not only what comes from now on")
    private boolean fromBeginning;

    @Option(
            names = "--json",
            description =
                    "a line of JSON for each image, each label and each dead letter in the place of one of them; what is"
                            + " for people goes to standard error")
    private boolean json;

    @Mixin
    private StreamOptions stream;

    private final Console console = Console.standard();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (count < 1 || timeoutSeconds < 0) {
            throw CommandFailure.badInput("expected --count of at least 1 and --timeout of at least 0", "");
        }
        GivenOptions.of(spec).requireWith("--out s3://BUCKET/PREFIX", BucketAddress.isMeantBy(out), "--s3-endpoint");
        StreamAddress address = stream.address();
        Topics topics = address.topics();
        List<String> names = List.of(topics.denoised(), topics.labels());
        BrokerDoor.check(address, names);
        Console told = json ? Console.beside() : console;
        try (StopRequest stop = StopRequest.atExit();
                ResultStore store = store();
                LimpidClient client = stream.client("limpid-consume");
                Results results = results(client, topics)) {
            Consumption consumption = new Consumption(store, count, told, new JsonLines(json), address::command);
            told.step("reading " + String.join(" and ", names) + " at " + address.bootstrap());
            boolean enough = consumption.run(results, Duration.ofSeconds(timeoutSeconds), stop::isMade);
            String got = Numbers.count(consumption.imageCount(), "image") + " and "
                    + Numbers.count(consumption.labelCount(), "label") + " in " + out;
            List<String> lacking = new ArrayList<>(consumption.missing().lines(address::command));
            lacking.addAll(consumption.refusedLines(address::command));
            if (!enough && hasEnd() && !stop.isMade()) {
                lacking.forEach(told::paragraph);
                throw CommandFailure.failed(
                        "nothing new for " + timeoutSeconds + " s: " + got + ", expected "
                                + Numbers.count(count, "image") + ", each with its label or the reason why it has none",
                        "was anything published? " + address.command("publish") + "; " + address.command("dead")
                                + " lists what could not be answered; --from-beginning reads earlier results too");
            }
            told.line(got);
            lacking.forEach(told::paragraph);
            if (enough && consumption.refusedCount() > 0) {
                throw CommandFailure.failed(
                        consumption.refusedCount() + " of " + Numbers.count(count, "image")
                                + (consumption.refusedCount() == 1 ? " was" : " were") + " refused",
                        "each is named above, with the reason");
            }
        }
    }

    private boolean hasEnd() {
        return count != Long.MAX_VALUE;
    }

    /** With dead letters, where there are topics of them: they say which pictures and labels will never come. */
    private Results results(LimpidClient client, Topics topics) {
        Set<ResultKind> kinds = EnumSet.copyOf(ResultKind.ofImages());
        while (true) {
            try {
                return client.results(new ResultSelection(kinds, fromBeginning));
            } catch (MissingTopicException none) {
                if (!kinds.removeIf(
                        kind -> DEAD.contains(kind) && kind.topic(topics).equals(none.topic()))) {
                    throw none;
                }
            }
        }
    }

    private ResultStore store() {
        if (!BucketAddress.isMeantBy(out)) {
            return FolderStore.open(Path.of(out));
        }
        BucketAddress address = BucketAddress.parse(out);
        return new BucketStore(Buckets.openWithWhatIsHere(address.bucket(), endpoint), address);
    }
}
