package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** How many pictures an animation shows. */
final class Frames {
    private Frames() {}

    /** 1 where the file is damaged: who decodes it says so. */
    static int count(byte[] file, Encoding encoding) {
        try {
            return switch (encoding) {
                case GIF -> ofGif(file);
                case PNG ->
                    PngStructure.data(file, PngStructure.ANIMATION)
                            .map(data -> Math.max(1, ByteBuffer.wrap(data).getInt()))
                            .orElse(1);
                case WEBP -> Math.max(1, WebpStructure.count(file, WebpStructure.FRAME));
                default -> 1;
            };
        } catch (IOException | RuntimeException damaged) {
            return 1;
        }
    }

    private static int ofGif(byte[] file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("GIF").next();
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(input, false, true);
            return reader.getNumImages(true);
        } finally {
            reader.dispose();
        }
    }
}
