package io.limpid.contracts.golden;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Head;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.InputSpec;
import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.contracts.v1.ModelState;
import io.limpid.contracts.v1.NoisyImage;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.StageTimes;
import io.limpid.contracts.v1.Task;
import io.limpid.contracts.v1.TrainingEvent;
import io.limpid.contracts.v1.TrainingRequested;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One message of every kind, every field set; maps have one entry, since the order of more is nobody's promise. */
final class GoldenMessages {
    private static final ModelRef DENOISER = ModelRef.newBuilder()
            .setName("mnist-denoiser")
            .setVersion(20260102030405L)
            .setLatentSpace("0123456789abcdef")
            .build();
    private static final ModelRef CLASSIFIER =
            ModelRef.newBuilder().setName("mnist-head").setVersion(1).build();
    private static final long AT_MILLIS = 1_767_225_600_123L;

    private GoldenMessages() {}

    /** Two rows of three pixels, as RGB where three channels are asked for. */
    static Pixels pixels(int channels) {
        float[] values = new float[channels * 6];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 10 * (1f / 255);
        }
        return Pixels.of(new ImageShape(channels, 2, 3), values);
    }

    /** By the name of the file with its bytes. */
    static Map<String, Message> all() {
        ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);
        Map<String, Message> messages = new LinkedHashMap<>();
        messages.put("image-gray8", codec.encode(pixels(1), Encoding.GRAY8));
        messages.put("image-rgb8", codec.encode(pixels(3), Encoding.RGB8));
        messages.put("image-float32", codec.encode(pixels(3), Encoding.FLOAT32));
        messages.put("noisy-image", noisyImage());
        messages.put("denoised-frame", denoisedFrame());
        messages.put("classification", classification());
        messages.put("model-published", modelPublished());
        messages.put("model-published-fallback", candidate().setFallback(true).build());
        messages.put(
                "model-published-canary",
                candidate().setStage(Stage.CANARY).setShare(0.1).build());
        messages.put(
                "model-published-history",
                candidate().addPrevious(modelPublished()).build());
        messages.put("model-report", modelReport());
        messages.put("training-started", training().setStarted(started()).build());
        messages.put("training-epoch", training().setEpoch(epoch()).build());
        messages.put("training-finished", training().setFinished(finished()).build());
        messages.put("training-failed", training().setFailed(failed()).build());
        messages.put(
                "denoised-frame-timed",
                denoisedFrame().toBuilder().setStageTimes(times()).build());
        messages.put(
                "classification-timed",
                classification().toBuilder().setStageTimes(times()).build());
        messages.put("training-queued", asked().setQueued(queued()).build());
        messages.put(
                "training-epoch-of",
                asked().setEpoch(epoch().toBuilder().setEpochs(3)).build());
        messages.put(
                "training-not-published",
                asked().setFinished(finished().toBuilder().clearModel().setMessage("no broker"))
                        .build());
        messages.put("training-stopped", asked().setStopped(stopped()).build());
        messages.put(
                "training-interrupted", asked().setInterrupted(interrupted()).build());
        messages.put(
                "training-requested", requested().setRecipe("mnist-denoiser").build());
        messages.put(
                "training-requested-text",
                requested().setRecipeText("name: r\n").build());
        messages.put("training-requested-resume", requested().setResume("r1").build());
        return messages;
    }

    static Classification classification() {
        return Classification.newBuilder()
                .setId("cam-1/0007")
                .setLabel("seven")
                .setClassIndex(7)
                .setConfidence(0.75f)
                .addAllScores(List.of(0.25f, 0.75f))
                .setClassifier(CLASSIFIER)
                .setDenoiser(DENOISER)
                .setHead(Head.LATENT)
                .build();
    }

    private static Image png() {
        return Image.newBuilder()
                .setEncoding(Encoding.PNG)
                .setWidth(300)
                .setHeight(2)
                .setChannels(1)
                .setData(ByteString.copyFromUtf8("\u0001\u0002not a picture"))
                .build();
    }

    private static NoisyImage noisyImage() {
        return NoisyImage.newBuilder()
                .setId("cam-1/0007")
                .setImage(png())
                .setCapturedAt(AT_MILLIS)
                .putAttributes("line", "4")
                .build();
    }

    private static DenoisedFrame denoisedFrame() {
        return DenoisedFrame.newBuilder()
                .setId("cam-1/0007")
                .setImage(png())
                .addAllLatent(List.of(-1.5f, 0f, 0.1f))
                .setDenoiser(DENOISER)
                .setNoiseSigma(0f)
                .setAnomalyScore(2.5f)
                .setResidualSigma(0.5f)
                .setCapturedAt(AT_MILLIS)
                .putAttributes("line", "4")
                .build();
    }

    private static StageTimes times() {
        return StageTimes.newBuilder()
                .setDecodeMicros(15)
                .setInferMicros(330)
                .setEncodeMicros(40)
                .setBatch(64)
                .build();
    }

    private static ModelPublished modelPublished() {
        return ModelPublished.newBuilder()
                .setRef(DENOISER)
                .setTask(Task.DENOISE)
                .setUri("http://localhost:8083/models/r1/model.onnx")
                .setSha256("00ff")
                .setSize(1L << 40)
                .setSignature(ByteString.copyFrom(new byte[] {1, -1}))
                .setInput(InputSpec.newBuilder()
                        .setChannels(1)
                        .setHeight(28)
                        .setWidth(28)
                        .setLatentSize(32))
                .addAllLabels(List.of("zero", "one"))
                .putMetrics("psnr", 18.5)
                .setStage(Stage.LIVE)
                .setPublishedAt(AT_MILLIS)
                .build();
    }

    private static ModelPublished.Builder candidate() {
        return ModelPublished.newBuilder().setRef(DENOISER).setStage(Stage.LIVE);
    }

    private static ModelReport modelReport() {
        return ModelReport.newBuilder()
                .setService("denoiser")
                .setServiceVersion("0.1.0")
                .setInstance("one")
                .setRef(DENOISER)
                .setStage(Stage.CANARY)
                .setState(ModelState.RUNNING)
                .setReason("why")
                .setAt(AT_MILLIS)
                .setComparison(ModelComparison.newBuilder()
                        .setWith(DENOISER)
                        .setImages(300)
                        .setFailures(2)
                        .setSkipped(1)
                        .setPsnr(40.5)
                        .setAgreed(299)
                        .setLiveMillis(0.5)
                        .setMillis(0.75))
                .build();
    }

    private static TrainingEvent.Builder training() {
        return TrainingEvent.newBuilder().setRunId("r1").setAt(AT_MILLIS);
    }

    private static TrainingEvent.Started started() {
        return TrainingEvent.Started.newBuilder()
                .setRecipe("name: r")
                .setEpochs(3)
                .setTrainingImages(60_000)
                .build();
    }

    private static TrainingEvent.Epoch epoch() {
        return TrainingEvent.Epoch.newBuilder()
                .setEpoch(2)
                .setTrainLoss(0.5)
                .setValidationLoss(0.25)
                .setImagesPerSecond(900)
                .build();
    }

    private static TrainingEvent.Finished finished() {
        return TrainingEvent.Finished.newBuilder()
                .putMetrics("psnr", 18.5)
                .setModel(DENOISER)
                .build();
    }

    private static TrainingEvent.Failed failed() {
        return TrainingEvent.Failed.newBuilder().setReason("no disk").build();
    }

    private static TrainingEvent.Builder asked() {
        return training().setTrainingId("t1").setRequestId("ask-1");
    }

    private static TrainingEvent.Queued queued() {
        return TrainingEvent.Queued.newBuilder()
                .setRecipe("r")
                .setRequestedBy("HTTP")
                .build();
    }

    private static TrainingEvent.Stopped stopped() {
        return TrainingEvent.Stopped.newBuilder()
                .setMessage("stopped after epoch 2")
                .putMetrics("psnr", 18.5)
                .build();
    }

    private static TrainingEvent.Interrupted interrupted() {
        return TrainingEvent.Interrupted.newBuilder().setReason("killed").build();
    }

    private static TrainingRequested.Builder requested() {
        return TrainingRequested.newBuilder()
                .setEpochs(3)
                .setLimit(0)
                .setSeed(-1)
                .setDataset("mnist")
                .setNoise("gaussian:0.5")
                .putSet("network.latent", "64")
                .setBudgetSeconds(60.5)
                .setPublish(true)
                .setId("ask-1");
    }
}
