package io.limpid.streaming.models;

/**
 * What came of running a candidate on images that the live model had answered.
 *
 * @param images that both answered
 * @param failures images that the candidate failed on
 * @param psnrSum of denoisers: the PSNR between the two pictures in dB, added up
 * @param agreed of classifiers: images that got the same label
 */
public record Compared(int images, int failures, double psnrSum, int agreed) {
    /** The candidate failed on that many images. */
    public static Compared failed(int images) {
        return new Compared(0, images, 0, 0);
    }

    /** Two pictures' PSNR in dB. */
    public static Compared pictures(double psnr) {
        return new Compared(1, 0, psnr, 0);
    }

    /** One image's two labels. */
    public static Compared labels(boolean equal) {
        return new Compared(1, 0, 0, equal ? 1 : 0);
    }

    public Compared plus(Compared other) {
        return new Compared(
                images + other.images, failures + other.failures, psnrSum + other.psnrSum, agreed + other.agreed);
    }
}
