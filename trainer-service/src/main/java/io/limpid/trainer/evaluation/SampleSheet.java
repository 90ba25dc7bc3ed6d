package io.limpid.trainer.evaluation;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.inference.Denoised;
import io.limpid.inference.LatentVector;
import io.limpid.reports.CloseUp;
import io.limpid.reports.Picture;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** The first images of a measurement, to look at: clean, noisy, latent vector, denoised, and how denoised and clean differ. */
final class SampleSheet {
    private static final int SAMPLES = 10;
    private static final int LARGE_SAMPLES = 2;
    /** From this side on pictures fill a page soon. */
    private static final int LARGE = 100;
    /** Of what is enlarged, to see the edges of letters. */
    private static final int CLOSE = 80;

    private static final int CLOSE_SCALE = 3;
    private static final int CLOSE_SAMPLES = 4;

    private String title;
    private final List<Picture> clean = new ArrayList<>();
    private final List<Picture> noisy = new ArrayList<>();
    private final List<Picture> latent = new ArrayList<>();
    private final List<Picture> denoised = new ArrayList<>();
    private final List<Picture> difference = new ArrayList<>();
    private final List<Picture> closeNoisy = new ArrayList<>();
    private final List<Picture> closeDenoised = new ArrayList<>();
    private final List<Picture> closeClean = new ArrayList<>();

    SampleSheet(String title) {
        this.title = title;
    }

    void add(Pixels cleanImage, Pixels noisyImage, Denoised answer) {
        if (closeClean.size() < CLOSE_SAMPLES
                && Math.min(cleanImage.shape().height(), cleanImage.shape().width()) >= 2 * CLOSE) {
            addCloseUp(cleanImage, noisyImage, answer);
        }
        ImageShape shape = cleanImage.shape();
        int most = Math.max(shape.height(), shape.width()) >= LARGE ? LARGE_SAMPLES : SAMPLES;
        if (clean.size() >= most) {
            return;
        }
        clean.add(picture(cleanImage));
        noisy.add(picture(noisyImage));
        latent.add(Picture.latent(vector(answer.latent())));
        denoised.add(picture(answer.image()));
        difference.add(Picture.difference(
                answer.image().toArray(), cleanImage.toArray(), shape.channels(), shape.height(), shape.width(), 1));
    }

    private void addCloseUp(Pixels cleanImage, Pixels noisyImage, Denoised answer) {
        CloseUp.of(picture(cleanImage), CLOSE).ifPresent(close -> {
            closeNoisy.add(close.cutFrom(picture(noisyImage)));
            closeDenoised.add(close.cutFrom(picture(answer.image())));
            closeClean.add(close.cutFrom(picture(cleanImage)));
        });
    }

    static Picture picture(Pixels image) {
        ImageShape shape = image.shape();
        return Picture.of(image.toArray(), shape.channels(), shape.height(), shape.width());
    }

    static float[] vector(LatentVector latent) {
        FloatBuffer values = FloatBuffer.allocate(latent.size());
        latent.copyTo(values);
        return values.array();
    }

    /** Adds to the title what is measured besides the noise. */
    void of(String what) {
        title = title + ", " + what;
    }

    /** One, and one of close-ups where there were large pictures. */
    List<Evaluation.Sheet> sheets() {
        if (closeClean.isEmpty()) {
            return List.of(sheet());
        }
        List<Evaluation.SheetRow> rows = List.of(
                new Evaluation.SheetRow("noisy", closeNoisy),
                new Evaluation.SheetRow("denoised", closeDenoised),
                new Evaluation.SheetRow("clean", closeClean));
        return List.of(sheet(), new Evaluation.Sheet("close-ups, noise: " + title, CLOSE_SCALE * CLOSE, rows));
    }

    private Evaluation.Sheet sheet() {
        return new Evaluation.Sheet(
                "noise: " + title,
                List.of(
                        new Evaluation.SheetRow("clean", clean),
                        new Evaluation.SheetRow("noisy", noisy),
                        new Evaluation.SheetRow("latent vector", latent),
                        new Evaluation.SheetRow("denoised", denoised),
                        new Evaluation.SheetRow("denoised − clean", difference)));
    }
}
