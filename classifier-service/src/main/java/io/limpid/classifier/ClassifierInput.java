package io.limpid.classifier;

import io.limpid.contracts.image.Pixels;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.LatentVector;
import io.limpid.inference.Scores;
import java.util.List;
import java.util.Optional;

/** What a classifier gets of a frame: its latent vector, or its picture. */
record ClassifierInput(Optional<LatentVector> latent, Optional<Pixels> picture) {
    /** @param inputs of one kind and shape, which the model takes */
    static List<Scores> classify(List<ClassifierInput> inputs, ClassifierModel model) throws InferenceException {
        return inputs.get(0).picture().isPresent()
                ? model.classifyFrames(inputs.stream()
                        .flatMap(input -> input.picture().stream())
                        .toList())
                : model.classifyLatents(inputs.stream()
                        .flatMap(input -> input.latent().stream())
                        .toList());
    }

    /** How many it keeps in memory. */
    int values() {
        return picture.map(pixels -> pixels.shape().size()).orElse(0)
                + latent.map(LatentVector::size).orElse(0);
    }
}
