package io.limpid.quickstart.command;

import io.limpid.contracts.v1.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./limpid models shadow FILE|NAME}: runs beside the live model, serves nobody. */
@Command(
        name = "shadow",
        description =
                "Run a model beside the live one of its name and compare it, without serving anybody: a file, or a canary"
                        + " or earlier version by name.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./limpid models shadow runs/ID/model.onnx"},
        sortOptions = false)
final class ModelsShadowCommand implements Runnable {
    @Mixin
    private CandidateOptions candidate;

    @Override
    public void run() {
        candidate.publish(model -> model.setStage(Stage.SHADOW).clearShare());
    }
}
