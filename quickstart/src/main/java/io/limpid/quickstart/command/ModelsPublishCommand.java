package io.limpid.quickstart.command;

import io.limpid.contracts.model.ModelHistory;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.quickstart.process.Home;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./limpid models publish FILE}: a file of our own, or made elsewhere, to serve from now on. */
@Command(
        name = "publish",
        description =
                "Publish an ONNX file, to serve from now on: one of Limpid's, or any that takes a picture and yields a"
                        + " picture or scores, described by --input and --output.",
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
        ModelPublished model = options.publication(file, Home.standard()).build();
        stream.desk()
                .publish(ModelHistory.succeed(
                        model, stream.board().under(ModelKey.live(model.getRef().getName()))));
    }
}
