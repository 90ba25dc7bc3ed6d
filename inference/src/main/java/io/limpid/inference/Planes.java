package io.limpid.inference;

import io.limpid.contracts.image.Pixels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Colour images as grey ones, for models that know no colour.
 *
 * @param images of one shape
 * @param counts how many grey images each is
 * @param grey the channels of each in turn; only the first of an image whose channels all say the same
 */
record Planes(List<Pixels> images, List<Integer> counts, List<Pixels> grey) {
    Planes {
        images = List.copyOf(images);
        counts = List.copyOf(counts);
        grey = List.copyOf(grey);
    }

    static Planes of(List<Pixels> images) {
        List<Integer> counts = new ArrayList<>();
        List<Pixels> grey = new ArrayList<>();
        for (Pixels image : images) {
            int count = image.isGrey() ? 1 : image.shape().channels();
            counts.add(count);
            for (int channel = 0; channel < count; channel++) {
                grey.add(image.channel(channel));
            }
        }
        return new Planes(images, counts, grey);
    }

    /** @param answers to the grey images, in their order */
    List<Denoised> joined(List<Denoised> answers) {
        List<Denoised> joined = new ArrayList<>(images.size());
        int at = 0;
        for (int i = 0; i < images.size(); i++) {
            joined.add(joined(images.get(i), answers.subList(at, at + counts.get(i))));
            at += counts.get(i);
        }
        return joined;
    }

    private static Denoised joined(Pixels image, List<Denoised> channels) {
        List<Pixels> planes = channels.size() == 1
                ? Collections.nCopies(image.shape().channels(), channels.get(0).image())
                : channels.stream().map(Denoised::image).toList();
        return new Denoised(Pixels.ofChannels(planes), mean(channels), largest(channels));
    }

    private static LatentVector mean(List<Denoised> channels) {
        float[] mean = new float[channels.get(0).latent().size()];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (Denoised channel : channels) {
                sum += channel.latent().get(i);
            }
            mean[i] = (float) (sum / channels.size());
        }
        return LatentVector.of(mean);
    }

    private static OptionalDouble largest(List<Denoised> channels) {
        return channels.stream()
                .flatMapToDouble(channel -> channel.anomaly().stream())
                .max();
    }
}
