package io.limpid.quickstart.served;

import io.limpid.fixtures.SampleImages;
import io.limpid.quickstart.training.RecipeBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands for every data set with a few images of the same shape, drawn here, so that every recipe can be trained anywhere. */
final class TinyData {
    /** The side of the pictures that stand for CIFAR-10's, and of the patches cut from those that stand for the rest. */
    static final int SIDE = 32;

    private static final int PICTURES = 20;
    private static final Pattern SET = Pattern.compile("(?m)^ +set: \"?([a-z0-9-]+)\"?$");

    private final Path folder;

    /** @param folder that gets the pictures */
    TinyData(Path folder) throws IOException {
        this.folder = folder;
        for (int i = 0; i < PICTURES; i++) {
            write("colour", i, SampleImages.rgbPng(SIDE, SIDE, i));
            write("grey", i, SampleImages.greyPng(2 * SIDE, 2 * SIDE, i));
            write("pairs/noisy", i, SampleImages.greyPng(2 * SIDE, 2 * SIDE, i));
            write("pairs/clean", i, SampleImages.greyPng(2 * SIDE, 2 * SIDE, i + PICTURES));
            write("maps", i, SampleImages.rgbPng(4 * SIDE, 2 * SIDE, i));
        }
    }

    private void write(String set, int number, byte[] png) throws IOException {
        Path file = folder.resolve(set).resolve(number + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, png);
    }

    /** What makes the recipe's training a matter of seconds: one epoch of a few images. Its network stays as it is. */
    List<String> options(RecipeBook.Entry recipe) {
        List<String> settings = new ArrayList<>(List.of(
                "epochs=1",
                "batch=8",
                "data.limit=32",
                "data.unseen=[]",
                "evaluation.images=24",
                "evaluation.noises=[]",
                "evaluation.strangers=[]"));
        settings.addAll(
                switch (set(recipe)) {
                    case "mnist", "fashion-mnist", "notmnist" -> List.of("data.set=synthetic", "data.validation=8");
                    case "cifar10" -> own("folder", "colour", 3);
                    case "bsd400" -> own("folder", "grey", 1);
                    case "noisyoffice" -> own("pairs", "pairs", 1);
                    case "maps" -> own("side-by-side", "maps", 3);
                    case "satellite" -> own("left-halves", "maps", 3);
                    default -> throw new IllegalArgumentException("no tiny data for the set of " + recipe.name());
                });
        return settings.stream()
                .flatMap(each -> List.of("--set", each).stream())
                .toList();
    }

    private List<String> own(String form, String name, int channels) {
        return List.of(
                "data.set=" + form + ":" + folder.resolve(name),
                "data.channels=" + channels,
                "data.patch=" + SIDE,
                "data.patches=2",
                "data.height=0",
                "data.also=",
                "data.validation=0");
    }

    private static String set(RecipeBook.Entry recipe) {
        Matcher found = SET.matcher(recipe.text());
        if (!found.find()) {
            throw new IllegalArgumentException("no data set in " + recipe.text());
        }
        return found.group(1);
    }

    /** An image that the recipe's model takes. */
    static byte[] image(RecipeBook.Entry recipe) {
        return switch (set(recipe)) {
            case "mnist", "fashion-mnist", "notmnist" -> SampleImages.greyPng(28, 28, 1);
            case "cifar10" -> SampleImages.rgbPng(SIDE, SIDE, 1);
            case "maps", "satellite" -> SampleImages.rgbPng(3 * SIDE, 2 * SIDE, 1);
            default -> SampleImages.greyPng(3 * SIDE, 2 * SIDE, 1);
        };
    }
}
