package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.io.IOException;

/** What readers take on trust about a file, checked before they see it. */
final class FileStructure {
    private FileStructure() {}

    /** For readers that believe, or plan their memory by, what a file declares before its size can be asked for. */
    static void checkBeforeHeader(byte[] file, Encoding encoding, PayloadLimits limits)
            throws IOException, MalformedPayloadException {
        switch (encoding) {
            case PNG -> PngStructure.checkHeader(file);
            case BMP -> BmpStructure.check(file, limits);
            case JPEG -> JpegStructure.of(file, 0, file.length).checkComponents();
            case WEBP -> WebpStructure.check(file, limits);
            case TIFF -> TiffStructure.check(file, limits);
            default -> {}
        }
    }

    static void checkBeforePixels(byte[] file, Encoding encoding) throws IOException {
        if (encoding == Encoding.PNG) {
            PngStructure.check(file);
        }
    }
}
