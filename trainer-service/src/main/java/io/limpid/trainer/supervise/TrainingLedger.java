package io.limpid.trainer.supervise;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps trainings in files, so that a service that starts again knows what it was asked for. */
final class TrainingLedger {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingLedger.class);
    private static final ObjectMapper JSON = new ObjectMapper()
            .findAndRegisterModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path folder;

    /** @param runs the folder of the training runs; the ledger's lies in it, out of sight of those who list runs */
    TrainingLedger(Path runs) {
        this.folder = runs.resolve(".trainings");
    }

    /** The recipe's file, for the child to read. */
    Path recipe(String id) {
        return folder.resolve(id + ".yaml");
    }

    /**
     * Notes a new training and its recipe.
     *
     * @throws IOException when that can't be done, so that the training must be refused
     */
    void open(TrainingSnapshot training) throws IOException {
        Files.createDirectories(folder);
        if (!training.order().recipeText().isEmpty()) {
            Files.writeString(recipe(training.id()), training.order().recipeText());
        }
        write(training);
    }

    /** Notes a later state; a training goes on where it can't be noted. */
    void update(TrainingSnapshot training) {
        try {
            write(training);
        } catch (IOException full) {
            LOG.warn("training={} state={} can't be noted: {}", training.id(), training.state(), full.toString());
        }
    }

    private void write(TrainingSnapshot training) throws IOException {
        Path fresh = Files.createTempFile(folder, training.id(), ".tmp");
        Files.write(fresh, JSON.writeValueAsBytes(training));
        Files.move(fresh, file(training.id()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(String id) {
        return folder.resolve(id + ".json");
    }

    void forget(String id) {
        try {
            Files.deleteIfExists(file(id));
            Files.deleteIfExists(recipe(id));
        } catch (IOException left) {
            LOG.warn("training={} can't be forgotten: {}", id, left.toString());
        }
    }

    /** All that are noted, oldest first; a damaged file hides no other. */
    List<TrainingSnapshot> read() {
        List<TrainingSnapshot> trainings = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return trainings;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                readInto(trainings, file);
            }
        } catch (IOException unreadable) {
            LOG.warn("the trainings of earlier can't be read: {}", unreadable.toString());
        }
        return trainings;
    }

    private static void readInto(List<TrainingSnapshot> trainings, Path file) {
        try {
            trainings.add(JSON.readValue(Files.readAllBytes(file), TrainingSnapshot.class));
        } catch (IOException damaged) {
            LOG.warn("{} is no training: {}", file, damaged.toString());
        }
    }
}
