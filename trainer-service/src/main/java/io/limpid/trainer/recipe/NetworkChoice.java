package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The networks that a recipe can name, each with what can be chosen about it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NetworkChoice.ConvAutoencoder.class, name = "conv-autoencoder"),
    @JsonSubTypes.Type(value = NetworkChoice.AttentionAutoencoder.class, name = "attention-autoencoder"),
    @JsonSubTypes.Type(value = NetworkChoice.VariationalAutoencoder.class, name = "variational-autoencoder"),
    @JsonSubTypes.Type(value = NetworkChoice.MlpAutoencoder.class, name = "mlp-autoencoder"),
    @JsonSubTypes.Type(value = NetworkChoice.ChannelwiseMlp.class, name = "channelwise-mlp"),
    @JsonSubTypes.Type(value = NetworkChoice.PlainConvAutoencoder.class, name = "plain-conv-autoencoder"),
    @JsonSubTypes.Type(value = NetworkChoice.DropoutConvAutoencoder.class, name = "dropout-conv-autoencoder"),
    @JsonSubTypes.Type(value = NetworkChoice.PooledAutoencoder.class, name = "pooled-autoencoder"),
    @JsonSubTypes.Type(value = NetworkChoice.ResidualUNet.class, name = "residual-unet"),
    @JsonSubTypes.Type(value = NetworkChoice.CompactUNet.class, name = "compact-unet"),
    @JsonSubTypes.Type(value = NetworkChoice.LatentUNet.class, name = "latent-unet"),
    @JsonSubTypes.Type(value = NetworkChoice.CnnClassifier.class, name = "cnn-classifier"),
    @JsonSubTypes.Type(value = NetworkChoice.BenchmarkCnn.class, name = "benchmark-cnn"),
    @JsonSubTypes.Type(value = NetworkChoice.LatentHead.class, name = "latent-head"),
    @JsonSubTypes.Type(value = NetworkChoice.LatentMlp.class, name = "latent-mlp"),
})
public sealed interface NetworkChoice {
    /** Units of one layer. */
    int MOST_UNITS = 16_384;

    /** Channels of one convolution. */
    int MOST_CHANNELS = 4096;

    /** Layers of one kind. */
    int MOST_DEPTH = 64;

    /** How often images are halved; tiles begin at multiples of two to the power of it. */
    int MOST_LEVELS = 5;

    /** What such a network does. */
    @JsonIgnore
    TaskName task();

    /** What a layer does to each of its values. */
    enum ActivationName {
        @JsonProperty("none")
        NONE,
        @JsonProperty("relu")
        RELU,
        @JsonProperty("leaky-relu")
        LEAKY_RELU,
        @JsonProperty("sigmoid")
        SIGMOID,
        @JsonProperty("tanh")
        TANH
    }

    /** Networks that clean images. */
    sealed interface Denoiser extends NetworkChoice {
        @Override
        @JsonIgnore
        default TaskName task() {
            return TaskName.DENOISE;
        }
    }

    /** Networks that label images. */
    sealed interface FrameClassifier extends NetworkChoice {
        @Override
        @JsonIgnore
        default TaskName task() {
            return TaskName.CLASSIFY_FRAME;
        }
    }

    /** Networks that label latent vectors. */
    sealed interface LatentClassifier extends NetworkChoice {
        @Override
        @JsonIgnore
        default TaskName task() {
            return TaskName.CLASSIFY_LATENT;
        }
    }

    /** System A1. @param latent the length of the latent vector */
    record ConvAutoencoder(
            @Required @Limits(least = 1, most = MOST_UNITS) int latent) implements Denoiser {
        public ConvAutoencoder {
            Values.limited(ConvAutoencoder.class, "network.latent", latent);
        }
    }

    /** System A1 with self-attention, one of A5. @param latent the length of the latent vector */
    record AttentionAutoencoder(
            @Required @Limits(least = 1, most = MOST_UNITS) int latent) implements Denoiser {
        public AttentionAutoencoder {
            Values.limited(AttentionAutoencoder.class, "network.latent", latent);
        }
    }

    /**
     * System A1 as a variational autoencoder, one of A5.
     *
     * @param latent the length of the latent vector
     * @param beta the weight of the Kullback-Leibler term, a latent's sum divided by the pixels of an image; 1 is the evidence
     *     lower bound of a Gaussian decoder of standard deviation √½
     */
    record VariationalAutoencoder(
            @Required @Limits(least = 1, most = MOST_UNITS) int latent,

            @Limits(least = 0, most = 1000, mostExcluded = true)
            double beta)
            implements Denoiser {
        public VariationalAutoencoder {
            Values.limited(VariationalAutoencoder.class, "network.latent", latent);
            Values.limited(VariationalAutoencoder.class, "network.beta", beta);
        }
    }

    /**
     * Systems B1 and C1.
     *
     * @param hidden units of a hidden layer; 0 for none, as in B1
     * @param depth hidden layers between the first and the latent one, and again after it
     * @param latent the length of the latent vector
     * @param activation after hidden layers; relu when left out
     * @param latentActivation after the latent layer; none when left out
     */
    record MlpAutoencoder(
            @Limits(least = 0, most = MOST_UNITS) int hidden,
            @Limits(least = 0, most = MOST_DEPTH) int depth,
            @Required @Limits(least = 1, most = MOST_UNITS) int latent,
            ActivationName activation,
            ActivationName latentActivation)
            implements Denoiser {
        public MlpAutoencoder {
            activation = activation == null ? ActivationName.RELU : activation;
            latentActivation = latentActivation == null ? ActivationName.NONE : latentActivation;
            Values.limited(MlpAutoencoder.class, "network.hidden", hidden);
            Values.limited(MlpAutoencoder.class, "network.depth", depth);
            Values.limited(MlpAutoencoder.class, "network.latent", latent);
            if (hidden == 0 && depth > 0) {
                throw new WrongValue("network.depth", "must be 0 where network.hidden is 0, found " + depth);
            }
        }
    }

    /** System B6a: one MLP for each colour apart. @param latent the length of a channel's latent vector */
    record ChannelwiseMlp(
            @Required @Limits(least = 1, most = MOST_UNITS) int latent) implements Denoiser {
        public ChannelwiseMlp {
            Values.limited(ChannelwiseMlp.class, "network.latent", latent);
        }
    }

    /** Systems B2, B3 and B6b. @param channels of each convolution, the last one's is the latent map's */
    record PlainConvAutoencoder(
            @Required @Limits(least = 1, most = MOST_CHANNELS)
            List<Integer> channels) implements Denoiser {
        public PlainConvAutoencoder {
            channels = checked(PlainConvAutoencoder.class, channels);
        }
    }

    /**
     * System E1 and the generator of E2.
     *
     * @param channels of each convolution
     * @param dropout the share of channels that a training step leaves out
     * @param slope of the leaky ReLU below zero
     */
    record DropoutConvAutoencoder(
            @Required @Limits(least = 1, most = MOST_CHANNELS)
            List<Integer> channels,

            @Limits(least = 0, most = 1, mostExcluded = true)
            double dropout,

            @Limits(least = 0, most = 1, mostExcluded = true)
            double slope)
            implements Denoiser {
        public DropoutConvAutoencoder {
            channels = checked(DropoutConvAutoencoder.class, channels);
            Values.limited(DropoutConvAutoencoder.class, "network.dropout", dropout);
            Values.limited(DropoutConvAutoencoder.class, "network.slope", slope);
        }
    }

    /** System D1, of 314,625 parameters for 28 × 28 grey. */
    record PooledAutoencoder() implements Denoiser {}

    /**
     * A residual U-Net that takes images of any size.
     *
     * @param width channels at full resolution, a multiple of 4
     * @param levels how often the resolution is halved
     */
    record ResidualUNet(
            @Required @Limits(least = 4, most = 1024, multipleOf = 4)
            int width,

            @Required @Limits(least = 1, most = 5) int levels)
            implements Denoiser {
        public ResidualUNet {
            Values.limited(ResidualUNet.class, "network.width", width);
            Values.limited(ResidualUNet.class, "network.levels", levels);
        }
    }

    /**
     * A residual U-Net that begins at half the resolution, for images of any size.
     *
     * @param channels of each level, from half the resolution down
     * @param blocks residual blocks on each side of a level
     */
    record CompactUNet(
            @Required @Limits(least = 1, most = MOST_CHANNELS)
            List<Integer> channels,

            @Required @Limits(least = 1, most = MOST_DEPTH) int blocks)
            implements Denoiser {
        public CompactUNet {
            channels = levels(CompactUNet.class, channels);
            Values.limited(CompactUNet.class, "network.blocks", blocks);
        }
    }

    /**
     * The same for images of one size, with a latent vector of its own.
     *
     * @param channels of each level, from half the resolution down
     * @param blocks residual blocks on each side of a level
     * @param latent the length of the latent vector
     */
    record LatentUNet(
            @Required @Limits(least = 1, most = MOST_CHANNELS)
            List<Integer> channels,

            @Required @Limits(least = 1, most = MOST_DEPTH) int blocks,
            @Required @Limits(least = 1, most = MOST_UNITS) int latent)
            implements Denoiser {
        public LatentUNet {
            channels = levels(LatentUNet.class, channels);
            Values.limited(LatentUNet.class, "network.blocks", blocks);
            Values.limited(LatentUNet.class, "network.latent", latent);
        }
    }

    /** A small, good classifier of pictures. */
    record CnnClassifier() implements FrameClassifier {}

    /** System C4. */
    record BenchmarkCnn() implements FrameClassifier {}

    /** A good classifier of latent vectors: normalisation and two full connections. */
    record LatentHead() implements LatentClassifier {}

    /**
     * System C5.
     *
     * @param hidden units of a hidden layer
     * @param depth hidden layers behind the first
     */
    record LatentMlp(
            @Required @Limits(least = 1, most = MOST_UNITS) int hidden,
            @Limits(least = 0, most = MOST_DEPTH) int depth) implements LatentClassifier {
        public LatentMlp {
            Values.limited(LatentMlp.class, "network.hidden", hidden);
            Values.limited(LatentMlp.class, "network.depth", depth);
        }
    }

    private static List<Integer> levels(Class<? extends NetworkChoice> network, List<Integer> channels) {
        List<Integer> levels = checked(network, channels);
        if (levels.size() > MOST_LEVELS) {
            throw new WrongValue(
                    "network.channels", "must be at most " + MOST_LEVELS + " numbers, found " + levels.size());
        }
        return levels;
    }

    private static List<Integer> checked(Class<? extends NetworkChoice> network, List<Integer> channels) {
        Values.required("network.channels", channels);
        if (channels.isEmpty() || channels.size() > MOST_DEPTH) {
            throw new WrongValue(
                    "network.channels", "must be 1 to " + MOST_DEPTH + " numbers, found " + channels.size());
        }
        channels.forEach(count -> Values.limited(network, "network.channels", count == null ? 0 : count));
        return List.copyOf(channels);
    }
}
