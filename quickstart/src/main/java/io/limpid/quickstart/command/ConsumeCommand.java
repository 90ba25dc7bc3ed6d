package io.limpid.quickstart.command;

import io.limpid.client.LimpidClient;
import io.limpid.client.ResultKind;
import io.limpid.client.ResultSelection;
import io.limpid.client.Results;
import io.limpid.contracts.stream.Topics;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.BrokerDoor;
import io.limpid.quickstart.stream.Consumption;
import io.limpid.quickstart.stream.JsonLines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./limpid consume}: pictures and labels out of the stream. */
@Command(
        name = "consume",
        description = "Write denoised images and their labels into a folder.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./limpid consume --out cleaned",
            "  ./limpid consume --out cleaned --from-beginning --count 100 --timeout 60",
            "  ./limpid consume --out cleaned --json | jq -r 'select(.type == \"label\") | .id + \" \" + .label'"
        },
        sortOptions = false)
final class ConsumeCommand implements Runnable {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "gets a picture an image, and labels.csv; created when missing")
    private Path out;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "stop after N pictures and their labels (default: go on until interrupted)")
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
            description = "a line of JSON for each image and each label; what is for people goes to standard error")
    private boolean json;

    @Mixin
    private StreamOptions stream;

    private final Console console = Console.standard();

    @Override
    public void run() {
        if (count < 1 || timeoutSeconds < 0) {
            throw CommandFailure.badInput("expected --count of at least 1 and --timeout of at least 0", "");
        }
        StreamAddress address = stream.address();
        Topics topics = address.topics();
        List<String> names = List.of(topics.denoised(), topics.labels());
        BrokerDoor.check(address, names);
        Console told = json ? Console.beside() : console;
        Consumption consumption = new Consumption(out, count, told, new JsonLines(json));
        Set<ResultKind> kinds = Set.of(ResultKind.DENOISED, ResultKind.LABELS);
        try (LimpidClient client = stream.client("limpid-consume");
                Results results = client.results(new ResultSelection(kinds, fromBeginning))) {
            told.step("reading " + String.join(" and ", names) + " at " + address.bootstrap());
            boolean enough = consumption.run(results, Duration.ofSeconds(timeoutSeconds));
            String got = consumption.imageCount() + " images and " + consumption.labelCount() + " labels in " + out;
            if (!enough && count != Long.MAX_VALUE) {
                throw CommandFailure.failed(
                        "nothing new for " + timeoutSeconds + " s: " + got + ", expected " + count + " of each",
                        "was anything published? ./limpid publish; --from-beginning reads earlier results too");
            }
            told.line(got);
        }
    }
}
