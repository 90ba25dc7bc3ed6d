package io.limpid.bench;

import ai.onnxruntime.OrtException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Prints a line of {@code sessions threads batch images/s cpu} for each setting, the last in microseconds an image. */
public final class CeilingMain {
    private CeilingMain() {}

    /**
     * Arguments: the model file, the provider, seconds a setting, cores, batch sizes separated by commas. Each batch size is run by one session
     * on all cores, and by a session a core.
     */
    public static void main(String[] arguments)
            throws IOException, OrtException, ModelRejectedException, InterruptedException {
        Ceiling ceiling = new Ceiling(
                Files.readAllBytes(Path.of(arguments[0])),
                Provider.parse(arguments[1]),
                Double.parseDouble(arguments[2]));
        int cores = Integer.parseInt(arguments[3]);
        int[] batches = Arrays.stream(arguments[4].split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        for (int batch : batches) {
            print(ceiling, new Ceiling.Setting(1, cores, batch));
            if (cores > 1) {
                print(ceiling, new Ceiling.Setting(cores, 1, batch));
            }
        }
    }

    private static void print(Ceiling ceiling, Ceiling.Setting setting)
            throws OrtException, ModelRejectedException, InterruptedException {
        Ceiling.Rate rate = ceiling.measure(setting);
        System.out.printf(
                Locale.ROOT,
                "%d %d %d %.1f %.1f%n",
                setting.sessions(),
                setting.threads(),
                setting.batch(),
                rate.imagesPerSecond(),
                rate.cpuMicros());
    }
}
