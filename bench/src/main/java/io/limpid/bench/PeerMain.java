package io.limpid.bench;

import io.limpid.inference.ModelRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.KafkaStreams;

/** Runs a peer until the process is ended. */
public final class PeerMain {
    private PeerMain() {}

    /** Arguments: {@code records} or {@code streams}, the model file, bootstrap, source, answers, group, cores, state folder. */
    public static void main(String[] arguments) throws IOException, ModelRejectedException {
        byte[] onnx = Files.readAllBytes(Path.of(arguments[1]));
        PeerTask task = new PeerTask(
                arguments[2],
                arguments[3],
                arguments[4],
                arguments[5],
                Integer.parseInt(arguments[6]),
                Path.of(arguments[7]));
        switch (arguments[0]) {
            case "records" -> new RecordByRecord(task, new SingleImage(onnx, task.cores())).run();
            case "streams" -> {
                KafkaStreams streams = new StreamsTopology(task).streams(() -> opened(onnx));
                Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
                streams.start();
            }
            default -> throw new IllegalArgumentException("expected records or streams, found " + arguments[0]);
        }
    }

    private static SingleImage opened(byte[] onnx) {
        try {
            return new SingleImage(onnx, 1);
        } catch (ModelRejectedException refused) {
            throw new IllegalStateException(refused.getMessage(), refused);
        }
    }
}
