package io.limpid.classifier;

import com.google.protobuf.ByteString;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.ModelRef;
import java.util.Arrays;
import java.util.List;

/** Frames whose label is known: the fixture classifiers name the brightest quarter, or the largest latent value. */
final class Frames {
    static final int SIDE = 28;

    private Frames() {}

    /** A frame whose picture has one white quarter, and a latent vector of another opinion. */
    static DenoisedFrame frame(String id, int brightestQuarter, String latentSpace, Float... latent) {
        return DenoisedFrame.newBuilder()
                .setId(id)
                .setImage(quarter(brightestQuarter))
                .addAllLatent(List.of(latent))
                .setDenoiser(
                        ModelRef.newBuilder().setName("digits").setVersion(7).setLatentSpace(latentSpace))
                .build();
    }

    private static Image quarter(int index) {
        byte[] pixels = new byte[SIDE * SIDE];
        int half = SIDE / 2;
        for (int y = 0; y < half; y++) {
            int start = (y + index / 2 * half) * SIDE + index % 2 * half;
            Arrays.fill(pixels, start, start + half, (byte) 255);
        }
        return grey(SIDE, SIDE, pixels);
    }

    static Image grey(int height, int width, byte[] pixels) {
        return Image.newBuilder()
                .setEncoding(Encoding.GRAY8)
                .setChannels(1)
                .setHeight(height)
                .setWidth(width)
                .setData(ByteString.copyFrom(pixels))
                .build();
    }
}
