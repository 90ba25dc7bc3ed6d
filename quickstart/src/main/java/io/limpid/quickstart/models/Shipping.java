package io.limpid.quickstart.models;

import static java.util.Objects.requireNonNull;

import io.limpid.inference.InputShape;
import io.limpid.inference.MetadataKeys;
import io.limpid.inference.ModelDescription;
import io.limpid.inference.ModelRejectedException;
import io.limpid.models.ModelCard;
import io.limpid.models.ShippedModel;
import io.limpid.models.ShippedModels;
import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a run's model among those that come with Limpid, with a card whose figures are those of the file. */
public final class Shipping {
    private final Path shelf;

    /** @param shelf the folder of the models that come with Limpid, as it lies in the sources */
    public Shipping(Path shelf) {
        this.shelf = requireNonNull(shelf, "shelf");
    }

    /**
     * Copies the model, and writes its description and what its card says of figures and recipe. Nothing is changed when it fails.
     *
     * @param onnx a finished run's file
     * @param name that it is shipped under
     * @param scratch a folder for the time of the check
     * @throws CommandFailure when no service would serve it, its card is missing, or all models together become too large
     */
    public ShippedModel ship(byte[] onnx, String name, Path scratch) {
        ShippedModel model = describe(onnx, name, scratch);
        Path folder = shelf.resolve(name);
        Path card = folder.resolve(ShippedModels.CARD);
        try {
            String filled = filled(card, model);
            requireRoom(model);
            Files.write(folder.resolve(ShippedModels.FILE), onnx);
            Files.writeString(folder.resolve(ShippedModels.DESCRIPTION), ShippedModels.json(model));
            Files.writeString(card, filled);
            list(name);
            return model;
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the model can't be put into " + folder + ": " + failure,
                    "run it in a checkout of Limpid",
                    failure);
        }
    }

    private static ShippedModel describe(byte[] onnx, String name, Path scratch) {
        try {
            ModelFile file = ModelFile.check(onnx, scratch);
            ModelDescription description = file.description();
            InputShape input = description.input();
            Map<String, String> said = description.metadata();
            SortedMap<String, Double> figures = file.metrics().entrySet().stream()
                    .filter(figure -> ModelCard.isFigure(figure.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
            if (figures.isEmpty()) {
                throw CommandFailure.badInput(
                        "expected a model with the figures of its evaluation, found none in the file",
                        "ship a run of ./limpid train");
            }
            return new ShippedModel(
                    name,
                    said.getOrDefault(MetadataKeys.TASK, ""),
                    file.sha256(),
                    onnx.length,
                    input.channels(),
                    input.height(),
                    input.width(),
                    said.getOrDefault(MetadataKeys.CONTENT, "any"),
                    description.latentSpace(),
                    said.getOrDefault(MetadataKeys.RUN, ""),
                    said.getOrDefault(MetadataKeys.DATA, ""),
                    said.getOrDefault(MetadataKeys.DATA_SHA256, ""),
                    said.getOrDefault(MetadataKeys.RECIPE, ""),
                    said.getOrDefault(MetadataKeys.ROUNDED_FROM, ""),
                    figures);
        } catch (ModelRejectedException | IllegalArgumentException refused) {
            throw CommandFailure.badInput(
                    "the model can't be served: " + refused.getMessage(), "ship a run of ./limpid train");
        }
    }

    private static String filled(Path card, ShippedModel model) throws IOException {
        String next = "write it with " + String.join(", ", ModelCard.SECTIONS.subList(0, 3))
                + "; figures and recipe are written for you";
        if (!Files.isRegularFile(card)) {
            throw CommandFailure.badInput("expected the model's card at " + card + ", found none", next);
        }
        try {
            return ModelCard.filled(Files.readString(card), model);
        } catch (IllegalArgumentException incomplete) {
            throw CommandFailure.badInput(incomplete.getMessage(), next);
        }
    }

    private void requireRoom(ShippedModel model) throws IOException {
        long others;
        try (Stream<Path> files = Files.walk(shelf)) {
            others = files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(shelf.resolve(model.name()).resolve(ShippedModels.FILE)))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
        if (others + model.size() > ShippedModels.MOST_BYTES) {
            throw CommandFailure.badInput(
                    "expected at most " + ShippedModels.MOST_BYTES + " bytes of models, with " + model.name() + " of "
                            + model.size() + " they would be " + (others + model.size()),
                    "train a smaller network");
        }
    }

    private void list(String name) throws IOException {
        Path index = shelf.resolve(ShippedModels.INDEX);
        List<String> names = new ArrayList<>(Files.exists(index) ? Files.readAllLines(index) : List.of());
        if (!names.contains(name)) {
            names.add(name);
            Files.write(index, names);
        }
    }
}
