package io.limpid.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.SequentialBlock;
import io.limpid.contracts.image.ImageShape;
import io.limpid.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExportTest {
    private static final ImageShape DIGIT = new ImageShape(1, 28, 28);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.limpid.trainer.network.EveryNetwork#all")
    void theOfficialCheckerAcceptsEachNetwork(String name, Network network) throws Exception {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            SequentialBlock block = network.block();
            block.initialize(manager, DataType.FLOAT32, network.inputShape(2));
            byte[] file = OnnxExport.export(network, block, Map.of("limpid.name", name));
            checkModel(file);
        }
    }

    /** The checker reads files, and throws on what it refuses. */
    private void checkModel(byte[] onnx) throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), onnx);
        org.bytedeco.onnx.global.onnx.check_model(file.toString(), true, false, true);
    }

    @Test
    void theCheckerWouldNotAcceptAMisspeltOperator() {
        byte[] misspelt = new OnnxGraph()
                .input("x", "batch", 4)
                .output("y", "batch", 4)
                .node("Rellu", List.of("x"), "y")
                .bytes(Map.of());

        assertThatThrownBy(() -> checkModel(misspelt)).hasMessageContaining("Rellu");
    }

    @Test
    void theSameNetworkGivesTheSameBytes() {
        Network network = Networks.latentHead(8, 3);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            SequentialBlock block = network.block();
            block.initialize(manager, DataType.FLOAT32, network.inputShape(2));
            Map<String, String> metadata = Map.of("b", "2", "a", "1", "c", "3");

            assertThat(OnnxExport.export(network, block, metadata))
                    .isEqualTo(OnnxExport.export(network, block, metadata));
        }
    }

    @Test
    void theLatentSpaceIsThatOfTheWeightsBeforeTheLatentVector() {
        SequentialBlock block = Networks.residualUNet(DIGIT, 4, 1).block();
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 28, 28));
            String space = OnnxExport.latentSpace(block);
            ParameterList parameters = block.getParameters();

            change(parameters.get(parameters.size() - 1).getValue());
            assertThat(OnnxExport.latentSpace(block)).isEqualTo(space).matches("[0-9a-f]{16}");

            change(parameters.get(0).getValue());
            assertThat(OnnxExport.latentSpace(block)).isNotEqualTo(space);
        }
    }

    private static void change(Parameter parameter) {
        float[] values = parameter.getArray().toFloatArray();
        values[0] += 1;
        parameter.getArray().set(values);
    }
}
