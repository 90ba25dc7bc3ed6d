package io.limpid.bench;

import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.KafkaStreams;

/** Runs a peer until the process is ended. */
public final class PeerMain {
    private PeerMain() {}

    /** Arguments: {@code records} or {@code streams}, the model file, the provider, bootstrap, source, answers, group, cores, state folder. */
    public static void main(String[] arguments) throws IOException, ModelRejectedException {
        byte[] onnx = Files.readAllBytes(Path.of(arguments[1]));
        Provider provider = Provider.parse(arguments[2]);
        PeerTask task = new PeerTask(
                arguments[3],
                arguments[4],
                arguments[5],
                arguments[6],
                Integer.parseInt(arguments[7]),
                Path.of(arguments[8]));
        switch (arguments[0]) {
            case "records" -> new RecordByRecord(task, new SingleImage(onnx, provider, task.cores())).run();
            case "streams" -> {
                KafkaStreams streams = new StreamsTopology(task).streams(() -> opened(onnx, provider));
                Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
                streams.start();
            }
            default -> throw new IllegalArgumentException("expected records or streams, found " + arguments[0]);
        }
    }

    private static SingleImage opened(byte[] onnx, Provider provider) {
        try {
            return new SingleImage(onnx, provider, 1);
        } catch (ModelRejectedException refused) {
            throw new IllegalStateException(refused.getMessage(), refused);
        }
    }
}
