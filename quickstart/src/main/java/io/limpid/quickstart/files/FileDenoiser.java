package io.limpid.quickstart.files;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.AnswerFile;
import io.limpid.contracts.image.DecodedImage;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.PictureFile;
import io.limpid.contracts.image.Pixels;
import io.limpid.inference.Denoised;
import io.limpid.inference.InferenceException;
import io.limpid.inference.drift.NoiseSigma;
import io.limpid.quickstart.process.StopSignal;
import io.limpid.quickstart.process.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Cleans image files one by one: reads, denoises and writes them as the stream's services do. */
public final class FileDenoiser {
    /** What one machine's command takes, where a stream's service must think of others: six thousand by four thousand pixels. */
    private static final PayloadLimits LIMITS = new PayloadLimits(256 << 20, 24_000_000);

    private final ImageCodec codec = new ImageCodec(LIMITS);
    private final DenoiserShelf shelf;
    private final boolean compares;
    private final StopSignal stop;

    /**
     * @param compares whether a picture of before, after and difference is written beside each
     * @param stop seen before each page and each tile of a large one
     */
    public FileDenoiser(DenoiserShelf shelf, boolean compares, StopSignal stop) {
        this.shelf = requireNonNull(shelf, "shelf");
        this.compares = compares;
        this.stop = requireNonNull(stop, "stop");
    }

    /** The files that cleaning one writes. */
    public List<Path> writes(FilePlan.Step step) {
        return compares ? List.of(step.out(), step.comparison()) : List.of(step.out());
    }

    /**
     * Cleans one file.
     *
     * @throws RefusedFile when it can't be; what was there under the answer's name is as it was
     * @throws CancellationException once the work is to end; what was there is as it was then too
     */
    public Cleaned clean(FilePlan.Step step) throws RefusedFile {
        try {
            byte[] bytes = read(step.in());
            PictureFile file = PictureFile.of(bytes, Refusals.requirePicture(bytes));
            try (AnswerFile answer = new AnswerFile(step.encoding().orElse(file.encoding()), codec)) {
                Refusals.requireRoom(file, answer);
                return clean(step, file, answer);
            }
        } catch (MalformedPayloadException malformed) {
            throw Refusals.malformed(malformed, LIMITS);
        } catch (IOException failure) {
            throw new RefusedFile(
                    "it can't be read: " + WholeFile.why(failure) + "; check the file and its permissions");
        } catch (OutOfMemoryError tooLarge) {
            throw Refusals.tooLargeForMemory();
        }
    }

    private Cleaned clean(FilePlan.Step step, PictureFile file, AnswerFile answer) throws RefusedFile {
        List<Cleaned.Page> pages = new ArrayList<>();
        byte[] comparison = new byte[0];
        for (int number = 0; number < file.pictures(); number++) {
            try {
                DecodedImage image = file.decode(number, answer.encoding(), codec);
                DenoisedPage page = denoise(image.pixels());
                List<String> lost = answer.add(page.answer().image(), image, file.details(number));
                pages.add(page.told(image.pixels(), lost));
                if (compares && number == 0) {
                    comparison = SideBySide.png(image.pixels(), page.answer().image());
                }
            } catch (MalformedPayloadException malformed) {
                throw Refusals.ofPage(number, file.pictures(), Refusals.malformed(malformed, LIMITS));
            } catch (RefusedFile refused) {
                throw Refusals.ofPage(number, file.pictures(), refused);
            }
        }
        write(step.out(), answer.bytes());
        if (compares) {
            write(step.comparison(), comparison);
        }
        return new Cleaned(step, pages);
    }

    /** @param nanos of the inference alone */
    private record DenoisedPage(DenoiserShelf.Named denoiser, Denoised answer, long nanos) {
        Cleaned.Page told(Pixels noisy, List<String> lost) {
            return new Cleaned.Page(
                    noisy.shape(),
                    denoiser.name(),
                    denoiser.model().providerInUse(),
                    NoiseSigma.of(noisy),
                    NoiseSigma.of(answer.image()),
                    answer.anomaly(),
                    nanos,
                    lost);
        }
    }

    private DenoisedPage denoise(Pixels pixels) throws RefusedFile {
        DenoiserShelf.Named denoiser =
                shelf.pick(pixels).orElseThrow(() -> Refusals.shape(pixels.shape(), shelf.offered()));
        try {
            long began = System.nanoTime();
            Denoised answer =
                    denoiser.model().denoise(List.of(pixels), stop::check).get(0);
            return new DenoisedPage(denoiser, answer, System.nanoTime() - began);
        } catch (InferenceException failed) {
            throw new RefusedFile(failed.getMessage() + "; --model NAME tries another model");
        }
    }

    private static byte[] read(Path file) throws IOException, RefusedFile {
        if (Files.size(file) > LIMITS.maxBytes()) {
            throw Refusals.tooManyBytes(Files.size(file), LIMITS);
        }
        return Files.readAllBytes(file);
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
}
