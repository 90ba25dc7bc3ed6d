package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.trainer.network.Activation;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Networks;
import io.limpid.trainer.recipe.NetworkChoice;

/** Makes the network that a recipe names. */
final class NetworkFactory {
    private NetworkFactory() {}

    /** @param image what it takes and yields */
    static Network denoiser(NetworkChoice choice, ImageShape image) {
        if (choice instanceof NetworkChoice.ConvAutoencoder conv) {
            return Networks.denoisingAutoencoder(image, conv.latent());
        } else if (choice instanceof NetworkChoice.AttentionAutoencoder attention) {
            return Networks.attentionAutoencoder(image, attention.latent());
        } else if (choice instanceof NetworkChoice.VariationalAutoencoder variational) {
            return Networks.variationalAutoencoder(image, variational.latent());
        } else if (choice instanceof NetworkChoice.MlpAutoencoder mlp) {
            return Networks.mlpAutoencoder(
                    image,
                    mlp.hidden(),
                    mlp.depth(),
                    mlp.latent(),
                    activation(mlp.activation()),
                    activation(mlp.latentActivation()));
        } else if (choice instanceof NetworkChoice.ChannelwiseMlp mlp) {
            return Networks.channelwiseMlpAutoencoder(image, mlp.latent());
        } else if (choice instanceof NetworkChoice.PlainConvAutoencoder plain) {
            return Networks.plainConvAutoencoder(image, plain.channels());
        } else if (choice instanceof NetworkChoice.DropoutConvAutoencoder dropout) {
            return Networks.dropoutConvAutoencoder(image, dropout.channels(), dropout.dropout(), dropout.slope());
        } else if (choice instanceof NetworkChoice.PooledAutoencoder) {
            return Networks.pooledAutoencoder(image);
        } else if (choice instanceof NetworkChoice.ResidualUNet unet) {
            return Networks.residualUNet(image, unet.width(), unet.levels());
        } else if (choice instanceof NetworkChoice.CompactUNet unet) {
            return Networks.compactUNet(image, unet.channels(), unet.blocks());
        } else if (choice instanceof NetworkChoice.LatentUNet unet) {
            return Networks.latentUNet(image, unet.channels(), unet.blocks(), unet.latent());
        }
        throw new IllegalArgumentException("expected a denoiser, found " + choice);
    }

    static Network frameClassifier(NetworkChoice choice, ImageShape image, int classes) {
        return choice instanceof NetworkChoice.BenchmarkCnn
                ? Networks.benchmarkCnn(image, classes)
                : Networks.frameClassifier(image, classes);
    }

    static Network latentClassifier(NetworkChoice choice, int latentSize, int classes) {
        return choice instanceof NetworkChoice.LatentMlp mlp
                ? Networks.latentMlp(latentSize, classes, mlp.hidden(), mlp.depth())
                : Networks.latentHead(latentSize, classes);
    }

    private static Activation activation(NetworkChoice.ActivationName name) {
        return Activation.valueOf(name.name());
    }
}
