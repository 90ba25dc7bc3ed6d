package io.limpid.quickstart.demo;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Head;
import io.limpid.datasets.quality.Quality;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.Scores;
import io.limpid.inference.SessionSettings;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.demo.Pictures.Picture;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How good what came out of the stream is. */
final class Evaluation {
    private final List<Picture> pictures;

    /** @param pictures at least one */
    Evaluation(List<Picture> pictures) {
        this.pictures = List.copyOf(pictures);
    }

    Figures.Likeness likeness() {
        return new Figures.Likeness(
                mean(picture -> psnr(picture.noisy(), picture.clean())),
                mean(picture -> psnr(picture.denoised(), picture.clean())),
                mean(picture -> ssim(picture.noisy(), picture.clean())),
                mean(picture -> ssim(picture.denoised(), picture.clean())));
    }

    private double mean(ToDoubleFunction<Picture> value) {
        return pictures.parallelStream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static double psnr(Pixels image, Pixels clean) {
        return Quality.psnr(image.toArray(), clean.toArray());
    }

    private static double ssim(Pixels image, Pixels clean) {
        ImageShape shape = clean.shape();
        return Quality.ssim(image.toArray(), clean.toArray(), shape.channels(), shape.height(), shape.width());
    }

    /** @param frameClassifier the model file that serves pictures in the stream */
    Figures.Accuracy accuracy(byte[] frameClassifier) {
        int threads = Runtime.getRuntime().availableProcessors();
        try (ClassifierModel model = ClassifierModel.open(frameClassifier, SessionSettings.cpu(threads))) {
            return new Figures.Accuracy(
                    accuracy(model, Picture::clean),
                    accuracy(model, Picture::noisy),
                    mean(picture -> picture.label().getClassIndex() == picture.trueClass() ? 1 : 0),
                    accuracy(model, Picture::denoised),
                    mean(picture -> picture.label().getHead() == Head.LATENT ? 1 : 0));
        } catch (ModelRejectedException | InferenceException failure) {
            throw CommandFailure.failed(
                    "the classifier that serves can't be run here: " + failure.getMessage(), "", failure);
        }
    }

    private double accuracy(ClassifierModel model, Function<Picture, Pixels> which) throws InferenceException {
        List<Scores> answers = model.classifyFrames(pictures.stream().map(which).toList());
        int right = 0;
        for (int i = 0; i < answers.size(); i++) {
            right += answers.get(i).argmax() == pictures.get(i).trueClass() ? 1 : 0;
        }
        return right / (double) answers.size();
    }
}
