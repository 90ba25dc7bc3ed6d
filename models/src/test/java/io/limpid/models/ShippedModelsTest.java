package io.limpid.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.ImageSet.Shape;
import io.limpid.datasets.SyntheticDigits;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.NoisyImages;
import io.limpid.datasets.quality.Quality;
import io.limpid.fixtures.SampleImages;
import io.limpid.fixtures.SamplePictures;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.LatentVector;
import io.limpid.inference.MetadataKeys;
import io.limpid.inference.ModelDescription;
import io.limpid.inference.ModelFetcher;
import io.limpid.inference.Provider;
import io.limpid.inference.Scores;
import io.limpid.inference.ServableModel;
import io.limpid.inference.SessionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shipped is what its card says, runs, and does what it is for. */
class ShippedModelsTest {
    private static final SessionSettings SETTINGS = SessionSettings.cpu(1);

    static List<ShippedModel> models() {
        return ShippedModels.all();
    }

    private static ServableModel open(ShippedModel model) throws Exception {
        byte[] file = ShippedModels.file(model);
        return model.isDenoiser() ? DenoiserModel.open(file, SETTINGS) : ClassifierModel.open(file, SETTINGS);
    }

    @Test
    void areFewAndSmall() {
        assertThat(models()).extracting(ShippedModel::name).contains("digits", "documents", "photo-grey");
        assertThat(models()).extracting(ShippedModel::name).doesNotHaveDuplicates();
        assertThat(models().stream()
                        .mapToLong(model -> ShippedModels.file(model).length
                                + ShippedModels.card(model).length()
                                + ShippedModels.json(model).length())
                        .sum())
                .isLessThanOrEqualTo(ShippedModels.MOST_BYTES);
    }

    static List<ShippedModel> ofAnySize() {
        return models().stream()
                .filter(model -> model.isDenoiser() && model.height() == 0)
                .toList();
    }

    /** What is cut into tiles answers as what is not. */
    @ParameterizedTest
    @MethodSource("ofAnySize")
    void tilesShowNoSeams(ShippedModel model) throws Exception {
        ImageShape shape = new ImageShape(model.channels(), 300, 420);
        Pixels picture = Pixels.of(shape, SampleImages.noise(shape.size(), 1));
        SessionSettings tiles = new SessionSettings(Provider.CPU, 1, 4, 192);
        byte[] file = ShippedModels.file(model);
        try (DenoiserModel whole = DenoiserModel.open(file, SETTINGS);
                DenoiserModel tiled = DenoiserModel.open(file, tiles)) {
            float[] expected = whole.denoise(List.of(picture)).get(0).image().toArray();
            float[] found = tiled.denoise(List.of(picture)).get(0).image().toArray();

            // far away, what is next to nothing may tip a value of 8 bits over to the next one
            float allowed = model.name().endsWith("-int8") ? 2 / 255f : 1e-3f;
            assertThat(largestDifference(found, expected)).as(model.name()).isLessThanOrEqualTo(allowed);
        }
    }

    private static float largestDifference(float[] some, float[] others) {
        float largest = 0;
        for (int i = 0; i < some.length; i++) {
            largest = Math.max(largest, Math.abs(some[i] - others[i]));
        }
        return largest;
    }

    @ParameterizedTest
    @MethodSource("models")
    void areTheFilesThatAreDescribed(ShippedModel model) throws Exception {
        byte[] file = ShippedModels.file(model);

        assertThat(model.sha256()).isEqualTo(ModelFetcher.sha256Of(file));
        assertThat(model.size()).isEqualTo(file.length);
        try (ServableModel open = open(model)) {
            ModelDescription description = open.description();
            Map<String, String> said = description.metadata();
            assertThat(description.input().channels()).isEqualTo(model.channels());
            assertThat(description.input().height()).isEqualTo(model.height());
            assertThat(description.input().width()).isEqualTo(model.width());
            assertThat(description.latentSpace()).isEqualTo(model.latentSpace());
            assertThat(said)
                    .containsEntry(MetadataKeys.TASK, model.task())
                    .containsEntry(MetadataKeys.RUN, model.run())
                    .containsEntry(MetadataKeys.DATA, model.data())
                    .containsEntry(MetadataKeys.DATA_SHA256, model.dataSha256())
                    .containsEntry(MetadataKeys.RECIPE, model.recipe());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void haveTheFiguresOfTheirTraining(ShippedModel model) throws Exception {
        Map<String, Double> measured = new TreeMap<>();
        try (ServableModel open = open(model)) {
            new ObjectMapper()
                    .readTree(open.description().metadata().get(MetadataKeys.METRICS))
                    .fields()
                    .forEachRemaining(figure -> {
                        if (ModelCard.isFigure(figure.getKey())) {
                            measured.put(figure.getKey(), figure.getValue().asDouble());
                        }
                    });
        }

        assertThat(model.figures()).isNotEmpty().isEqualTo(measured);
    }

    @ParameterizedTest
    @MethodSource("models")
    void haveCardsThatSayIt(ShippedModel model) {
        String card = ShippedModels.card(model);

        assertThat(card.lines()).containsSubsequence(ModelCard.SECTIONS);
        assertThat(card).isEqualTo(ModelCard.filled(card, model));
        ModelCard.rows(model.figures()).stream().skip(1).forEach(row -> assertThat(card)
                .contains("| " + String.join(" | ", row) + " |"));
    }

    /** On pictures drawn here, of which no training saw one: so by less than on its own test images. */
    @ParameterizedTest
    @CsvSource({"documents, 5", "photo-grey, 5", "photo-grey-int8, 5", "digits, 4"})
    void cleanPicturesOfTheirKind(String name, double gain) throws Exception {
        ShippedModel model = ShippedModels.named(name).orElseThrow();
        List<SamplePictures.Pair> pairs = pairs(name);

        double before = 0;
        double after = 0;
        try (DenoiserModel denoiser = DenoiserModel.open(ShippedModels.file(model), SETTINGS)) {
            for (SamplePictures.Pair pair : pairs) {
                ImageShape shape = new ImageShape(1, pair.height(), pair.width());
                Denoised denoised = denoiser.denoise(List.of(Pixels.of(shape, pair.noisy())))
                        .get(0);
                before += Quality.psnr(pair.noisy(), pair.clean()) / pairs.size();
                after += Quality.psnr(denoised.image().toArray(), pair.clean()) / pairs.size();
            }
        }

        assertThat(after - before)
                .as("%s: %.2f dB, then %.2f", name, before, after)
                .isGreaterThan(gain);
    }

    @Test
    void cleanColours() throws Exception {
        SamplePictures.Pair landscape = SamplePictures.landscape(321, 240, 0, 1);
        List<Pixels> planes = new ArrayList<>();
        for (float share : new float[] {1, 0.8f, 0.5f}) {
            float[] plane = landscape.clean().clone();
            for (int i = 0; i < plane.length; i++) {
                plane[i] *= share;
            }
            planes.add(Pixels.of(new ImageShape(1, landscape.height(), landscape.width()), plane));
        }
        Pixels clean = Pixels.ofChannels(planes);
        float[] noisy = clean.toArray();
        NoiseModel.parse("gaussian:0.1")
                .apply(noisy, 0, new Shape(3, landscape.height(), landscape.width()), new SplittableRandom(1));
        byte[] file = ShippedModels.file(ShippedModels.named("photo-colour").orElseThrow());
        try (DenoiserModel denoiser = DenoiserModel.open(file, SETTINGS)) {
            Pixels answer = denoiser.denoise(List.of(Pixels.of(clean.shape(), noisy)))
                    .get(0)
                    .image();

            assertThat(Quality.psnr(answer.toArray(), clean.toArray()))
                    .isGreaterThan(Quality.psnr(noisy, clean.toArray()) + 6);
        }
    }

    private static List<SamplePictures.Pair> pairs(String name) {
        return switch (name) {
            case "documents" -> List.of(SamplePictures.page(540, 258, 1), SamplePictures.page(300, 420, 2));
            case "photo-grey", "photo-grey-int8" -> List.of(SamplePictures.landscape(321, 240, 0.1, 1));
            default -> digits();
        };
    }

    private static List<SamplePictures.Pair> digits() {
        NoisyImages noisy = new NoisyImages(SyntheticDigits.draw(50, 1), NoiseModel.parse("gaussian:0.5"));
        NoisyImages clean = new NoisyImages(noisy.clean(), NoiseModel.parse("none"));
        List<SamplePictures.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < noisy.size(); i++) {
            pairs.add(new SamplePictures.Pair(28, 28, clean.image(i, 1), noisy.image(i, 1)));
        }
        return pairs;
    }

    /** Digits that no training saw: most are read, and far more than by chance. */
    @Test
    void readDigitsFromTheLatentVector() throws Exception {
        ShippedModel digits = ShippedModels.named("digits").orElseThrow();
        ShippedModel head = ShippedModels.named("digits-head").orElseThrow();
        List<SamplePictures.Pair> pairs = digits();

        int right = 0;
        try (DenoiserModel denoiser = DenoiserModel.open(ShippedModels.file(digits), SETTINGS);
                ClassifierModel reader = ClassifierModel.open(ShippedModels.file(head), SETTINGS)) {
            assertThat(reader.acceptsLatentSpace(denoiser.description().latentSpace()))
                    .isTrue();
            List<LatentVector> vectors = denoiser
                    .denoise(pairs.stream()
                            .map(pair -> Pixels.of(new ImageShape(1, 28, 28), pair.noisy()))
                            .toList())
                    .stream()
                    .map(Denoised::latent)
                    .toList();
            List<Scores> scores = reader.classifyLatents(vectors);
            for (int i = 0; i < scores.size(); i++) {
                right += scores.get(i).argmax() == i % 10 ? 1 : 0;
            }
        }

        assertThat(right).isGreaterThan(pairs.size() / 2);
    }
}
