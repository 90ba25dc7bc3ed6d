package io.limpid.quickstart.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelHistory;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.inference.ModelRejectedException;
import io.limpid.models.ShippedModel;
import io.limpid.models.ShippedModels;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.process.WholeFile;
import io.limpid.quickstart.stream.RecordSender;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes the models that come with Limpid, as fallbacks, where the models topic has none of their names. */
public final class ShippedPublisher {
    private final StreamAddress stream;
    private final Path folder;
    private final URI address;

    /** @param folder gets copies of the files, for services on this machine */
    public ShippedPublisher(StreamAddress stream, Path folder) {
        this(stream, folder, folder.toAbsolutePath().toUri());
    }

    /**
     * @param folder gets copies of the files
     * @param address where services find that folder
     */
    public ShippedPublisher(StreamAddress stream, Path folder, URI address) {
        this.stream = requireNonNull(stream, "stream");
        this.folder = requireNonNull(folder, "folder").toAbsolutePath();
        // what has no slash at its end is not resolved as a folder, and a path that isn't there yet has none
        this.address = address.getPath().endsWith("/") ? address : URI.create(address + "/");
    }

    /**
     * Publishes those that are missing, and those that an earlier version of Limpid published. Of two that take the same images the
     * one published last goes first, so whatever comes after one that is published is published again.
     *
     * @return what was published, in order
     * @throws CommandFailure when a file can't be kept
     */
    public List<ModelPublished> publish() {
        ModelBoard board = ModelBoards.read(stream);
        List<ModelPublished> published = new ArrayList<>();
        for (ShippedModel shipped : ShippedModels.all()) {
            Optional<ModelPublished> standing = board.under(ModelKey.live(shipped.name()));
            boolean isOurs = standing.filter(Standing::isShipped).isPresent();
            if (Standing.givesWay(standing, shipped) || isOurs && !published.isEmpty()) {
                published.add(record(shipped, standing));
            } else if (isOurs) {
                keep(shipped);
            }
        }
        send(published);
        return published;
    }

    private ModelPublished record(ShippedModel shipped, Optional<ModelPublished> standing) {
        try {
            ModelPublished next = ModelFile.known(ShippedModels.file(shipped))
                    .publication(
                            shipped.name(),
                            PublishedVersion.after(
                                    standing.map(now -> now.getRef().getVersion())
                                            .orElse(0L)))
                    .setUri(address.resolve(keep(shipped)).toString())
                    .setSize(shipped.size())
                    .setPublishedAt(System.currentTimeMillis())
                    .setStage(Stage.LIVE)
                    .setFallback(true)
                    .build();
            return standing.filter(now -> now.getSha256().equals(shipped.sha256()))
                    .map(same -> next.toBuilder()
                            .addAllPrevious(same.getPreviousList())
                            .build())
                    .orElseGet(() -> ModelHistory.succeed(next, standing));
        } catch (ModelRejectedException impossible) {
            throw new IllegalStateException(
                    "the model " + shipped.name() + " was tested before it was shipped", impossible);
        }
    }

    /** Under a name that another version of the model doesn't have, which is answered. */
    private String keep(ShippedModel shipped) {
        String name = shipped.name() + "-" + shipped.sha256().substring(0, 12) + ".onnx";
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file) || Files.size(file) != shipped.size()) {
                Files.createDirectories(folder);
                WholeFile.write(file, ShippedModels.file(shipped));
            }
            return name;
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the model " + shipped.name() + " can't be kept at " + file + ": " + failure,
                    "make room on its disk, or make the folder writable");
        }
    }

    private void send(List<ModelPublished> models) {
        if (models.isEmpty()) {
            return;
        }
        try (RecordSender sender = new RecordSender(stream)) {
            models.forEach(model -> sender.send(new ProducerRecord<>(
                    stream.topics().models(),
                    ModelKey.of(model).toString().getBytes(StandardCharsets.UTF_8),
                    model.toByteArray())));
            sender.flush();
        }
    }
}
