package io.limpid.inference;

/** The keys under which Limpid's trainer writes provenance into a model file; values are text. */
public final class MetadataKeys {
    public static final String NAME = "limpid.name";
    /** denoise, classify-frame or classify-latent. */
    public static final String TASK = "limpid.task";

    /** Of a denoiser: {@value #PAGES}, or whatever else, which means any images. */
    public static final String CONTENT = "limpid.content";

    /** Scanned pages, see {@link ScannedPage}. */
    public static final String PAGES = "pages";

    public static final String RUN = "limpid.run";
    /** The recipe as it was run, YAML. */
    public static final String RECIPE = "limpid.recipe";
    /** The data set's name and where it came from. */
    public static final String DATA = "limpid.data";

    public static final String DATA_SHA256 = "limpid.data_sha256";
    /** A JSON object of numbers. */
    public static final String METRICS = "limpid.metrics";

    public static final String LATENT_SPACE = "limpid.latent_space";
    /** A JSON array of class names. */
    public static final String LABELS = "limpid.labels";

    /** What the training images were like, as JSON: see {@link io.limpid.inference.drift.TrainingStatistics}. */
    public static final String TRAINING_STATISTICS = "limpid.training_statistics";

    /** Of models that calculate with 8-bit integers: the run and SHA-256 of the float model they were made of. */
    public static final String ROUNDED_FROM = "limpid.rounded_from";

    private MetadataKeys() {}
}
