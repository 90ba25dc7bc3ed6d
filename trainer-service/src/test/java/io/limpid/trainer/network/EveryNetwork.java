package io.limpid.trainer.network;

import io.limpid.contracts.image.ImageShape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** All networks that can be exported, by name, small where their size can be chosen. */
public final class EveryNetwork {
    private static final ImageShape DIGIT = new ImageShape(1, 28, 28);
    private static final ImageShape COLOUR = new ImageShape(3, 16, 12);

    private EveryNetwork() {}

    public static Stream<Arguments> all() {
        return Stream.concat(denoisers(), classifiers());
    }

    private static Stream<Arguments> denoisers() {
        return Stream.of(
                Arguments.of("A1", Networks.denoisingAutoencoder(DIGIT, 128)),
                Arguments.of("A1 in colour", Networks.denoisingAutoencoder(new ImageShape(3, 28, 28), 32)),
                Arguments.of("attention", Networks.attentionAutoencoder(DIGIT, 16)),
                Arguments.of("variational", Networks.variationalAutoencoder(DIGIT, 16)),
                Arguments.of("B1", Networks.mlpAutoencoder(DIGIT, 0, 0, 32, Activation.NONE, Activation.SIGMOID)),
                Arguments.of("C1", Networks.mlpAutoencoder(DIGIT, 64, 2, 16, Activation.RELU, Activation.NONE)),
                Arguments.of("MLP, tanh", Networks.mlpAutoencoder(COLOUR, 8, 0, 4, Activation.TANH, Activation.TANH)),
                Arguments.of("B6a", Networks.channelwiseMlpAutoencoder(COLOUR, 8)),
                Arguments.of("B2", Networks.plainConvAutoencoder(DIGIT, List.of(16))),
                Arguments.of("B3", Networks.plainConvAutoencoder(COLOUR, List.of(16, 8))),
                Arguments.of("D1", Networks.pooledAutoencoder(DIGIT)),
                Arguments.of("E1", Networks.dropoutConvAutoencoder(DIGIT, List.of(8, 16, 32), 0.5, 0.2)),
                Arguments.of("E2", Networks.dropoutConvAutoencoder(COLOUR, List.of(8, 16), 0, 0.2)),
                Arguments.of("U-Net", Networks.residualUNet(COLOUR, 8, 2)),
                Arguments.of("deep U-Net", Networks.residualUNet(new ImageShape(1, 27, 41), 8, 3)),
                Arguments.of("compact U-Net", Networks.compactUNet(COLOUR, List.of(8, 12, 16), 1)),
                Arguments.of("flat compact U-Net", Networks.compactUNet(new ImageShape(1, 27, 41), List.of(8), 2)),
                Arguments.of("latent U-Net", Networks.latentUNet(DIGIT, List.of(8, 16), 1, 32)));
    }

    private static Stream<Arguments> classifiers() {
        return Stream.of(
                Arguments.of("frame classifier", Networks.frameClassifier(COLOUR, 10)),
                Arguments.of("C4", Networks.benchmarkCnn(DIGIT, 10)),
                Arguments.of("latent head", Networks.latentHead(128, 10)),
                Arguments.of("C5", Networks.latentMlp(81, 10, 20, 5)));
    }
}
