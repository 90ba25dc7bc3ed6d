package io.limpid.quickstart.command;

import io.limpid.contracts.model.ModelHistory;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Home;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./limpid models publish FILE}: a file of our own, or made elsewhere, to serve from now on. */
@Command(
        name = "publish",
        description =
                "Publish an ONNX file, to serve from now on: one of Limpid's, or any that takes a picture and yields a"
                        + " picture or scores, described by --input and --output.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./limpid models publish runs/ID/model.onnx",
            "  ./limpid models publish model.onnx --name cleaner --input input:1x3xHxW --output output --range 0..255"
        },
        sortOptions = false)
final class ModelsPublishCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "an ONNX file")
    private Path file;

    @Mixin
    private ModelFileOptions options;

    @Mixin
    private ModelsStream stream;

    @Override
    public void run() {
        ModelPublished model =
                options.publication(file, Home.standard(), stream.console()).build();
        Optional<ModelPublished> before =
                stream.board().under(ModelKey.live(model.getRef().getName()));
        before.ifPresent(now -> requireNewer(model.getRef(), now.getRef()));
        stream.desk().publish(ModelHistory.succeed(model, before));
    }

    private static void requireNewer(ModelRef model, ModelRef before) {
        if (Long.compareUnsigned(model.getVersion(), before.getVersion()) <= 0) {
            throw CommandFailure.badInput(
                    "expected --model-version above " + Long.toUnsignedString(before.getVersion())
                            + ", the last of " + before.getName() + ", found "
                            + Long.toUnsignedString(model.getVersion()),
                    "leave it out: the time is the version then");
        }
    }
}
