package io.limpid.trainer.evaluation;

import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.reports.Picture;
import io.limpid.trainer.analysis.Auroc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a model makes of images it was not made for (system B5), and how well its anomaly score tells them from its own: the area under
 * the receiver operating characteristic.
 */
public final class StrangerStudy {
    private static final int MOST = 2_000;
    private static final int SHOWN = 10;
    private static final int CHUNK = 100;

    private final DenoiserModel denoiser;
    private final double[] ownScores;

    /**
     * @param own test images of the kind that the model was trained on
     * @param noise that they have
     */
    public StrangerStudy(DenoiserModel denoiser, TestImages own, NoiseModel noise, long seed)
            throws InferenceException {
        this.denoiser = denoiser;
        List<Pixels> images = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST, own.size()); i++) {
            images.add(Pixels.of(own.shape(i), own.noisy(i, noise, seed)));
        }
        this.ownScores = scores(answers(images));
    }

    /**
     * @param name of where the strangers come from
     * @param images of the shape that the model takes
     */
    public Evaluation run(String name, List<Pixels> images) throws InferenceException {
        List<Pixels> some = images.subList(0, Math.min(MOST, images.size()));
        List<Denoised> answers = answers(some);
        double[] scores = scores(answers);
        Evaluation evaluation = new Evaluation();
        evaluation.metric("auroc_" + name, Auroc.of(ownScores, scores));
        evaluation.metric("flagged_" + name, flagged(scores)).metric("flagged_own", flagged(ownScores));
        List<Picture> in = new ArrayList<>();
        List<Picture> out = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, some.size()); i++) {
            in.add(SampleSheet.picture(some.get(i)));
            out.add(SampleSheet.picture(answers.get(i).image()));
        }
        String title = String.format(
                Locale.ROOT,
                "strangers: %s; AUROC %.4f, flagged (score above 1) %.1f %%",
                name,
                evaluation.metrics().get("auroc_" + name),
                100 * flagged(scores));
        return evaluation.sheet(new Evaluation.Sheet(
                title, List.of(new Evaluation.SheetRow("in", in), new Evaluation.SheetRow("out", out))));
    }

    private List<Denoised> answers(List<Pixels> images) throws InferenceException {
        List<Denoised> answers = new ArrayList<>(images.size());
        for (int from = 0; from < images.size(); from += CHUNK) {
            answers.addAll(denoiser.denoise(images.subList(from, Math.min(images.size(), from + CHUNK))));
        }
        return answers;
    }

    private static double[] scores(List<Denoised> answers) {
        return answers.stream()
                .mapToDouble(answer -> answer.anomaly().orElseThrow())
                .toArray();
    }

    private static double flagged(double[] scores) {
        int above = 0;
        for (double score : scores) {
            above += score > 1 ? 1 : 0;
        }
        return (double) above / scores.length;
    }
}
