package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.Broken;
import io.limpid.datasets.DataException;
import io.limpid.datasets.DataSet;
import io.limpid.datasets.DataSets;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.PairSet;
import io.limpid.datasets.PictureRequest;
import io.limpid.datasets.Resize;
import io.limpid.trainer.recipe.RecipeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Images that a model was not made for, brought to the shape it takes. */
final class Strangers {
    private static final int MOST = 2_000;

    private final DataSets dataSets;
    private final Consumer<String> says;

    Strangers(DataSets dataSets, Consumer<String> says) {
        this.dataSets = dataSets;
        this.says = says;
    }

    /**
     * Makes sure, before a training, that all of them can be had when it is done.
     *
     * @throws RecipeException naming the one that can't
     */
    void require(List<String> names) throws RecipeException {
        for (String name : names) {
            try {
                dataSets.require(name, says);
            } catch (DataException missing) {
                throw RecipeException.at(
                        "evaluation.strangers",
                        "evaluation.strangers names '" + name + "', which can't be had: " + missing.getMessage());
            }
        }
    }

    /** The test images of a labelled set, or the pictures of another one. */
    List<Pixels> of(String name, ImageShape shape) {
        return DataSets.names().contains(name) ? labelled(name, shape) : pictures(name, shape);
    }

    private List<Pixels> labelled(String name, ImageShape shape) {
        DataSet data = dataSets.load(name, says);
        ImageSet test = data.test();
        List<Pixels> images = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST, test.size()); i++) {
            images.add(resized(test.image(i), test.shape(), shape));
        }
        return images;
    }

    private List<Pixels> pictures(String name, ImageShape shape) {
        PictureRequest request = new PictureRequest(name, shape.channels(), 0, 0.2, 1, 0, Broken.SKIP);
        PairSet test = dataSets.loadPictures(request, says).test();
        List<Pixels> images = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST, test.size()); i++) {
            images.add(resized(test.clean(i), test.shape(i), shape));
        }
        return images;
    }

    private static Pixels resized(float[] image, ImageSet.Shape from, ImageShape to) {
        ImageSet.Shape wanted = new ImageSet.Shape(from.channels(), to.height(), to.width());
        return Pixels.of(to, Resize.resize(image, from, wanted));
    }
}
