package io.limpid.quickstart.files;

import io.limpid.contracts.image.AnswerFile;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.PictureFile;
import io.limpid.contracts.v1.Encoding;
import io.limpid.inference.InputShape;
import io.limpid.models.ShippedModel;
import io.limpid.models.ShippedModels;
import io.limpid.quickstart.stream.FirstBytes;
import java.util.List;
import java.util.stream.Collectors;

/** Why a file is not cleaned, and what to do: in the words of files, where the stream's reader speaks of records. */
final class Refusals {
    private static final String KINDS = "expected an image file (PNG, JPEG, BMP, GIF, WebP or TIFF), found another: ";

    private Refusals() {}

    /**
     * What a file is by its first bytes.
     *
     * @throws RefusedFile when they are no picture's
     */
    static Encoding requirePicture(byte[] file) throws RefusedFile {
        return ContentType.sniff(file)
                .orElseThrow(() -> new RefusedFile(KINDS + FirstBytes.told(file) + "; " + FirstBytes.remedy(file)));
    }

    /** @throws RefusedFile when the file holds more pictures than can be cleaned, or than the answer has room for: none is left out in silence */
    static void requireRoom(PictureFile file, AnswerFile answer) throws RefusedFile {
        int found = file.pictures();
        if (found > 1 && !file.hasPages()) {
            throw new RefusedFile("expected a still picture, found an animation of " + found
                    + " frames; save the frames as pictures of their own, PNG for instance, and clean those");
        }
        if (found > 1 && !answer.takesPages()) {
            throw new RefusedFile(
                    "expected one page for an answer that is a " + answer.encoding() + ", found " + found
                            + " pages; name an OUT that ends in .tif, which takes them all, or save the page you want as a file of its own");
        }
    }

    /** @param number from 0 on */
    static RefusedFile ofPage(int number, int pages, RefusedFile refused) {
        return pages == 1
                ? refused
                : new RefusedFile("page " + (number + 1) + " of " + pages + ": " + refused.getMessage());
    }

    static RefusedFile tooManyBytes(long found, PayloadLimits limits) {
        return new RefusedFile("expected at most " + limits.maxBytes() + " bytes, found " + found
                + "; cut the picture into parts, or make it smaller");
    }

    static RefusedFile tooLargeForMemory() {
        return new RefusedFile("expected a picture that fits into the memory of this process, which has "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB, found a larger one; cut it into parts, or make it smaller");
    }

    static RefusedFile malformed(MalformedPayloadException why, PayloadLimits limits) {
        String next =
                switch (why.problem()) {
                    case TOO_MANY_PIXELS ->
                        "; cut it into parts or shrink it to at most " + limits.maxPixels()
                                + " pixels (width × height)";
                    case UNDECODABLE -> "; " + FirstBytes.remedy(why);
                    default -> "";
                };
        return new RefusedFile(why.getMessage() + next);
    }

    /** @param offered the models there were to choose from, and what each takes */
    static RefusedFile shape(ImageShape found, String offered) {
        List<String> fitting = ShippedModels.all().stream()
                .filter(ShippedModel::isDenoiser)
                .filter(model -> takes(model, found))
                .map(ShippedModel::name)
                .toList();
        String next = fitting.isEmpty()
                ? "./limpid models shipped lists what other models take"
                : "such pictures are taken by " + fitting.stream().collect(Collectors.joining(", "))
                        + ": --model NAME asks for one, and without --model the usual one cleans them";
        return new RefusedFile("expected a picture of [channels,height,width] that the model takes (" + offered
                + "), found " + found + "; " + next);
    }

    private static boolean takes(ShippedModel model, ImageShape shape) {
        return new InputShape(model.channels(), model.height(), model.width(), 0).accepts(shape);
    }
}
