package io.limpid.load.runtime;

import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.StreamProbe;
import io.limpid.inference.ModelFetcher;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.models.ModelBoards;
import io.limpid.quickstart.process.StreamAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;

/** The models that services serve in a load test: small ones, since it is the stream that is tested. */
public final class ModelSet {
    /** A denoiser whose file has no room in a full cache. */
    public static final String LARGE = "load-large";

    /** The most that fits into a full cache. */
    static final int FULL_CACHE_BYTES = 1 << 20;

    private static final String SPACE = "load";
    /** Of no size that scenarios send: it takes room and gets no image. */
    private static final int LARGE_SIDE = 20;

    private static final int LARGE_LATENT = 1024;

    private final StreamRuntime runtime;
    private final Topics topics;

    public ModelSet(StreamRuntime runtime, Topics topics) {
        this.runtime = runtime;
        this.topics = topics;
    }

    /** A denoiser of grey pictures of any size, and a head on its latent vectors. */
    public void publish() {
        try (StreamProbe probe = new StreamProbe(runtime.bootstrap())) {
            probe.publish(
                    topics.models(),
                    published("load-denoiser", 1, Task.DENOISE, SPACE, FixtureModels.anySizeDenoiser(1, 0.5f, SPACE)));
            probe.publish(
                    topics.models(),
                    published("load-head", 1, Task.CLASSIFY_LATENT, SPACE, FixtureModels.latentHead(1, SPACE)));
        }
    }

    /** A model that a full cache has no room for: whether services take it or not, they must go on. */
    public void publishLarge(int version) {
        byte[] onnx = FixtureModels.heavyDenoiser(LARGE_SIDE, LARGE_SIDE, LARGE_LATENT, "large");
        if (onnx.length <= FULL_CACHE_BYTES) {
            throw new IllegalStateException("the large model has only " + onnx.length + " bytes");
        }
        try (StreamProbe probe = new StreamProbe(runtime.bootstrap())) {
            probe.publish(topics.models(), published(LARGE, version, Task.DENOISE, "large", onnx));
        }
    }

    /** What a service says of the large model that was published last. */
    public String stateOfLarge(String instance) {
        StreamAddress address = new StreamAddress(runtime.bootstrap(), topics.prefix());
        return ModelBoards.read(address).reports(ModelKey.parse(LARGE)).stream()
                .filter(report -> report.getInstance().equals(instance))
                .map(report -> "a model without room in the cache: "
                        + report.getState().name().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("a model without room in the cache: not taken yet");
    }

    private ModelPublished published(String name, int version, Task task, String space, byte[] onnx) {
        String file = name + "-" + version + ".onnx";
        try {
            Files.createDirectories(runtime.models());
            Files.write(runtime.models().resolve(file), onnx);
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the model " + file + " can't be written: " + failure.getMessage(),
                    "make room on the disk",
                    failure);
        }
        return ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder().setName(name).setVersion(version).setLatentSpace(space))
                .setTask(task)
                .setUri(runtime.uri(file))
                .setSha256(ModelFetcher.sha256Of(onnx))
                .setSize(onnx.length)
                .setStage(Stage.LIVE)
                .build();
    }
}
