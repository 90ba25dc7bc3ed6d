package io.limpid.direct.protocol;

import io.limpid.contracts.v1.ModelRef;
import io.limpid.direct.DirectSettings;
import io.limpid.direct.RefusedCall;
import io.limpid.direct.tensor.Tensor;
import io.limpid.direct.tensor.TensorModel;
import io.limpid.direct.tensor.TensorSpec;
import io.limpid.inference.InferenceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs one request at a time through the model it names, piece by piece. All pieces of a request go through one version. */
final class Inference {
    /** Rows of a piece: a quarter of what the stream runs at once, so that it never waits longer than it is used to. */
    private static final int ROWS = 16;
    /** Values of a piece, unless one row has more. */
    private static final int VALUES = 1 << 20;
    /** A model that is swapped more often than this within one request is waited for. */
    private static final int ATTEMPTS = 3;
    /** Bytes of one number in JSON, as the answers' limit counts them. */
    private static final int JSON_BYTES = 12;

    private final LiveTensors<?> models;
    private final DirectSettings settings;

    Inference(LiveTensors<?> models, DirectSettings settings) {
        this.models = models;
        this.settings = settings;
    }

    /** What was seen of a model before it ran. */
    private record Plan(ModelRef model, Tensor input, List<TensorSpec> outputs) {}

    InferAnswer infer(String name, Optional<String> version, InferRequest request) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Plan plan = models.using(name, version, (ref, model) -> plan(ref, model, request));
            List<InferAnswerWriter.Output> wanted = new ArrayList<>();
            Optional<List<Tensor>> outputs = run(plan);
            if (outputs.isPresent()) {
                wanted(request, plan)
                        .forEach(output -> wanted.add(new InferAnswerWriter.Output(
                                outputs.get().get(indexOf(plan, output.name())), isBinary(request, output))));
                return InferAnswerWriter.write(plan.model(), request.id(), wanted);
            }
        }
        throw RefusedCall.later("model '" + name + "' was swapped while it ran; try again");
    }

    private Plan plan(ModelRef ref, TensorModel model, InferRequest request) {
        Tensor input = onlyInput(model, request);
        Plan plan = new Plan(ref, input, model.outputs());
        if (model.takesPictures()) {
            requireFewPixels(input);
        }
        requireKnownOutputs(plan, request);
        requireSmallAnswer(plan, request);
        return plan;
    }

    private static Tensor onlyInput(TensorModel model, InferRequest request) {
        TensorSpec expected = model.input();
        List<String> names = request.inputs().stream().map(Tensor::name).toList();
        if (!names.equals(List.of(expected.name()))) {
            throw Malformed.request("expected one input '" + expected.name() + "', found " + names);
        }
        Tensor input = request.inputs().get(0);
        if (!expected.accepts(input.shape())) {
            throw Malformed.request("input '%s': expected shape %s, where -1 is any size of at least 1, found %s"
                    .formatted(expected.name(), expected.shape(), input.shape()));
        }
        return input;
    }

    private void requireFewPixels(Tensor input) {
        long pixels = input.shape().get(2) * input.shape().get(3);
        if (pixels > settings.payload().maxPixels()) {
            throw new RefusedCall(
                    422,
                    "TOO_MANY_PIXELS",
                    "input '%s': expected at most %d pixels, found shape %s"
                            .formatted(input.name(), settings.payload().maxPixels(), input.shape()));
        }
    }

    private static void requireKnownOutputs(Plan plan, InferRequest request) {
        List<String> known = plan.outputs().stream().map(TensorSpec::name).toList();
        List<String> wanted =
                request.outputs().stream().map(RequestedOutput::name).toList();
        for (String name : wanted) {
            if (!known.contains(name) || Collections.frequency(wanted, name) > 1) {
                throw Malformed.request("expected outputs of " + known + ", each at most once, found '" + name + "'");
            }
        }
    }

    private void requireSmallAnswer(Plan plan, InferRequest request) {
        boolean json = wanted(request, plan).stream().anyMatch(output -> !isBinary(request, output));
        long each = json ? JSON_BYTES : Float.BYTES;
        long values = plan.outputs().stream()
                .mapToLong(output ->
                        TensorSpec.valuesIn(output.shapeFor(plan.input().shape())))
                .sum();
        if (values > settings.maxAnswerBytes() / each) {
            throw new RefusedCall(
                    422,
                    "ANSWER_TOO_LARGE",
                    "expected an answer of at most %d bytes, it would have about %d; send fewer images at once%s"
                            .formatted(
                                    settings.maxAnswerBytes(), values * each, json ? ", or ask for binary data" : ""));
        }
    }

    private static List<RequestedOutput> wanted(InferRequest request, Plan plan) {
        return request.outputs().isEmpty()
                ? plan.outputs().stream()
                        .map(output -> new RequestedOutput(output.name(), Optional.empty()))
                        .toList()
                : request.outputs();
    }

    private static boolean isBinary(InferRequest request, RequestedOutput output) {
        return output.binary().orElse(request.binary());
    }

    private static int indexOf(Plan plan, String output) {
        return plan.outputs().stream().map(TensorSpec::name).toList().indexOf(output);
    }

    /** Empty when the model gave way to another meanwhile. */
    private Optional<List<Tensor>> run(Plan plan) {
        Tensor input = plan.input();
        int rows = Math.max(1, Math.min(ROWS, VALUES / input.rowSize()));
        List<List<Tensor>> pieces = new ArrayList<>();
        for (int from = 0; from < input.rows(); from += rows) {
            Tensor piece = input.rows(from, Math.min(input.rows(), from + rows));
            Optional<List<Tensor>> answer = models.usingSame(plan.model(), model -> run(model, piece));
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            pieces.add(answer.get());
        }
        return Optional.of(IntStream.range(0, plan.outputs().size())
                .mapToObj(output -> Tensor.joined(
                        pieces.stream().map(piece -> piece.get(output)).toList()))
                .toList());
    }

    private static List<Tensor> run(TensorModel model, Tensor piece) {
        try {
            return model.run(piece);
        } catch (InferenceException failure) {
            throw new RefusedCall(500, "INFERENCE_FAILED", failure.getMessage());
        }
    }
}
