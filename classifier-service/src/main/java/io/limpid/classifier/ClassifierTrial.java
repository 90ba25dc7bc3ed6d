package io.limpid.classifier;

import io.limpid.inference.ClassifierModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelDescription;
import io.limpid.inference.Scores;
import io.limpid.streaming.models.Candidate;
import io.limpid.streaming.models.Compared;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares a candidate's labels with the live model's.
 *
 * @param inputs of one kind and shape
 * @param labels the live model's, of the same inputs
 */
record ClassifierTrial(List<ClassifierInput> inputs, List<String> labels) implements Candidate.Trial<ClassifierModel> {
    ClassifierTrial {
        inputs = List.copyOf(inputs);
        labels = List.copyOf(labels);
    }

    static ClassifierTrial of(List<ClassifierInput> inputs, List<Scores> scores, ModelDescription live) {
        return new ClassifierTrial(
                inputs, scores.stream().map(score -> label(score, live)).toList());
    }

    private static String label(Scores scores, ModelDescription model) {
        return Outcome.Labelled.label(scores, model.labels());
    }

    @Override
    public Compared run(ClassifierModel candidate) {
        try {
            List<Scores> scores = ClassifierInput.classify(inputs, candidate);
            return IntStream.range(0, scores.size())
                    .mapToObj(i -> Compared.labels(
                            label(scores.get(i), candidate.description()).equals(labels.get(i))))
                    .reduce(Compared.failed(0), Compared::plus);
        } catch (InferenceException failure) {
            return inputs.size() == 1 ? Compared.failed(1) : oneByOne(candidate);
        }
    }

    private Compared oneByOne(ClassifierModel candidate) {
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> new ClassifierTrial(List.of(inputs.get(i)), List.of(labels.get(i))).run(candidate))
                .reduce(Compared.failed(0), Compared::plus);
    }
}
