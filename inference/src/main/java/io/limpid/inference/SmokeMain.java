package io.limpid.inference;

import io.limpid.contracts.v1.Task;
import java.io.IOException;
import java.io.PrintStream;

/** The main class of {@link SmokeRun}'s process: opens the model that comes in, and runs it on examples. */
public final class SmokeMain {
    static final int SOUND = 0;
    static final int REFUSED = 3;

    private SmokeMain() {}

    /**
     * Ends with 0 for a sound model, with 3 for one that is refused, whose reason is the last line that is printed.
     *
     * @param arguments the task's name
     */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(System.in.readAllBytes(), Task.valueOf(arguments[0]), System.out));
    }

    private static int run(byte[] onnx, Task task, PrintStream out) {
        try (ServableModel model = open(onnx, task)) {
            out.println(model.description().name() + " is sound");
            return SOUND;
        } catch (ModelRejectedException refused) {
            out.println(refused.getMessage().replace('\n', ' '));
            return REFUSED;
        }
    }

    private static ServableModel open(byte[] onnx, Task task) throws ModelRejectedException {
        // opening warms up: one input, then two; where any size is taken, larger ones too
        return task == Task.DENOISE
                ? DenoiserModel.open(onnx, SessionSettings.cpu(1))
                : ClassifierModel.open(onnx, SessionSettings.cpu(1));
    }
}
