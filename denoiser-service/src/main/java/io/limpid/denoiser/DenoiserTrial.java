package io.limpid.denoiser;

import io.limpid.contracts.image.Pixels;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.streaming.models.Candidate;
import io.limpid.streaming.models.Compared;
import java.util.List;

/**
 * Compares a candidate's pictures with the live model's.
 *
 * @param images of one shape
 * @param live the live model's answers to them
 */
record DenoiserTrial(List<Pixels> images, List<Denoised> live) implements Candidate.Trial<DenoiserModel> {
    /** What equal pictures count as, so that a mean can be taken. */
    static final double BEST_PSNR = 100;

    DenoiserTrial {
        images = List.copyOf(images);
        live = List.copyOf(live);
    }

    @Override
    public Compared run(DenoiserModel candidate) {
        try {
            List<Denoised> answers = candidate.denoise(images);
            Compared sum = Compared.failed(0);
            for (int i = 0; i < answers.size(); i++) {
                sum = sum.plus(Compared.pictures(
                        psnr(live.get(i).image(), answers.get(i).image())));
            }
            return sum;
        } catch (InferenceException failure) {
            return images.size() == 1 ? Compared.failed(1) : oneByOne(candidate);
        }
    }

    private Compared oneByOne(DenoiserModel candidate) {
        Compared sum = Compared.failed(0);
        for (int i = 0; i < images.size(); i++) {
            sum = sum.plus(new DenoiserTrial(List.of(images.get(i)), List.of(live.get(i))).run(candidate));
        }
        return sum;
    }

    /** In dB, for values whose range is 1; at most {@link #BEST_PSNR}. */
    static double psnr(Pixels one, Pixels other) {
        double sum = 0;
        int size = one.shape().size();
        for (int i = 0; i < size; i++) {
            double difference = one.get(i) - other.get(i);
            sum += difference * difference;
        }
        return sum == 0 ? BEST_PSNR : Math.min(BEST_PSNR, -10 * Math.log10(sum / size));
    }
}
