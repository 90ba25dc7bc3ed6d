package io.limpid.quickstart.command;

import io.limpid.contracts.v1.Stage;
import io.limpid.quickstart.console.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./limpid models canary FILE|NAME --share 0.1}: serves a share of the keys. */
@Command(
        name = "canary",
        description =
                "Let a model serve a share of the keys in the place of the live one of its name, and compare them: a file,"
                        + " or a shadow or earlier version by name.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./limpid models canary runs/ID/model.onnx", "  ./limpid models canary digits --share 0.1"},
        sortOptions = false)
final class ModelsCanaryCommand implements Runnable {
    @Option(
            names = "--share",
            defaultValue = "0.1",
            description = "of the keys, above 0 and below 1 (default: ${DEFAULT-VALUE})")
    private double share;

    @Mixin
    private CandidateOptions candidate;

    @Override
    public void run() {
        if (!(share > 0 && share < 1)) {
            throw CommandFailure.badInput(
                    "expected --share above 0 and below 1, found " + share, "./limpid models promote serves all keys");
        }
        candidate.publish(model -> model.setStage(Stage.CANARY).setShare(share));
    }
}
