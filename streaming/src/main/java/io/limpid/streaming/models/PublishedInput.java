package io.limpid.streaming.models;

import io.limpid.contracts.v1.InputSpec;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.inference.ModelDescription;
import io.limpid.inference.ModelRejectedException;

/** Holds a file to what was published of it. */
public final class PublishedInput {
    private PublishedInput() {}

    /**
     * @throws ModelRejectedException when the file takes another input, or belongs to another latent space, than the
     *     publication says
     */
    public static void check(ModelPublished published, ModelDescription description) throws ModelRejectedException {
        if (published.hasInput()) {
            InputSpec declared = published.getInput();
            InputSpec found = description.inputSpec();
            if (!declared.equals(found)) {
                throw new ModelRejectedException("model %s: expected the input %s as published, the file takes %s"
                        .formatted(ModelNames.of(published), line(declared), line(found)));
            }
        }
        String declaredSpace = published.getRef().getLatentSpace();
        if (!declaredSpace.equals(description.latentSpace())) {
            throw new ModelRejectedException("model %s: expected the latent space '%s' as published, the file says '%s'"
                    .formatted(ModelNames.of(published), declaredSpace, description.latentSpace()));
        }
    }

    private static String line(InputSpec input) {
        return input.getLatentSize() > 0
                ? "latent[" + input.getLatentSize() + "]"
                : "[" + input.getChannels() + "," + any(input.getHeight()) + "," + any(input.getWidth()) + "]";
    }

    private static String any(int size) {
        return size == 0 ? "any" : Integer.toString(size);
    }
}
