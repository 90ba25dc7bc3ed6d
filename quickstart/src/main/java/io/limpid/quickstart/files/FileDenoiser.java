package io.limpid.quickstart.files;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.NoisyPayload;
import io.limpid.contracts.image.NoisyPayloadReader;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.Encoding;
import io.limpid.inference.Denoised;
import io.limpid.inference.InferenceException;
import io.limpid.inference.drift.NoiseSigma;
import io.limpid.quickstart.process.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Cleans image files one by one: reads, denoises and writes them as the stream's services do. */
public final class FileDenoiser {
    /** What one machine's command takes, where a stream's service must think of others: six thousand by four thousand pixels. */
    private static final PayloadLimits LIMITS = new PayloadLimits(256 << 20, 24_000_000);

    private final NoisyPayloadReader reader = new NoisyPayloadReader(LIMITS);
    private final ImageCodec codec = new ImageCodec(LIMITS);
    private final DenoiserShelf shelf;
    private final boolean compares;

    /** @param compares whether a picture of before, after and difference is written beside each */
    public FileDenoiser(DenoiserShelf shelf, boolean compares) {
        this.shelf = requireNonNull(shelf, "shelf");
        this.compares = compares;
    }

    /**
     * A file that was cleaned.
     *
     * @param model that cleaned it
     * @param provider cpu, cuda or tensorrt
     * @param noiseSigma estimated before, of 1
     * @param residualSigma estimated after, of 1
     * @param anomaly how unlike the model's training images it is: one in a hundred of them lies above 1; empty where the model gives none
     * @param isLikePage whether it looks like a scanned page
     * @param nanos of the inference alone
     */
    public record Cleaned(
            FilePlan.Step step,
            ImageShape shape,
            String model,
            String provider,
            float noiseSigma,
            float residualSigma,
            OptionalDouble anomaly,
            boolean isLikePage,
            long nanos) {}

    /** The files that cleaning one writes. */
    public List<Path> writes(FilePlan.Step step) {
        return compares ? List.of(step.out(), step.comparison()) : List.of(step.out());
    }

    /**
     * Cleans one file.
     *
     * @throws RefusedFile when it can't be; what was there under the answer's name is as it was
     */
    public Cleaned clean(FilePlan.Step step) throws RefusedFile {
        try {
            NoisyPayload noisy = reader.read(read(step.in()), headers(step));
            Pixels pixels = noisy.pixels();
            DenoiserShelf.Named denoiser =
                    shelf.pick(pixels).orElseThrow(() -> Refusals.shape(pixels.shape(), shelf.offered()));
            long began = System.nanoTime();
            Denoised answer = denoiser.model().denoise(List.of(pixels)).get(0);
            long nanos = System.nanoTime() - began;
            Pixels denoised = answer.image();
            write(step.out(), codec.encode(denoised, noisy.answer()).getData().toByteArray());
            if (compares) {
                write(step.comparison(), SideBySide.png(pixels, denoised));
            }
            return new Cleaned(
                    step,
                    pixels.shape(),
                    denoiser.name(),
                    denoiser.model().providerInUse(),
                    NoiseSigma.of(pixels),
                    NoiseSigma.of(denoised),
                    answer.anomaly(),
                    ScannedPage.isLike(pixels),
                    nanos);
        } catch (MalformedPayloadException malformed) {
            throw Refusals.malformed(malformed, LIMITS);
        } catch (InferenceException failed) {
            throw new RefusedFile(failed.getMessage() + "; --model NAME tries another model");
        } catch (IOException failure) {
            throw new RefusedFile(
                    "it can't be read: " + WholeFile.why(failure) + "; check the file and its permissions");
        } catch (OutOfMemoryError tooLarge) {
            throw Refusals.tooLargeForMemory();
        }
    }

    private static byte[] read(Path file) throws IOException, RefusedFile {
        if (Files.size(file) > LIMITS.maxBytes()) {
            throw Refusals.tooManyBytes(Files.size(file), LIMITS);
        }
        byte[] bytes = Files.readAllBytes(file);
        Refusals.requirePicture(bytes);
        return bytes;
    }

    private static void write(Path file, byte[] content) throws RefusedFile {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            WholeFile.write(file, content);
        } catch (IOException failure) {
            throw new RefusedFile("its answer can't be written to " + file + ": " + WholeFile.why(failure)
                    + "; name another OUT, or make that one writable");
        }
    }

    private static Headers headers(FilePlan.Step step) {
        Headers headers = new RecordHeaders();
        Optional<Encoding> wanted = step.encoding();
        wanted.ifPresent(encoding ->
                headers.add(HeaderNames.ACCEPT, ContentType.of(encoding).getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
