package io.limpid.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An array that outlives its step would fill the memory in an hour of training. */
class StepMemoryTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.limpid.trainer.network.EveryNetwork#all")
    void noArrayOutlivesItsStep(String name, Network network) {
        try (Model model = Model.newInstance(name, Device.cpu(), "PyTorch")) {
            model.setBlock(network.block());
            // devices are named, because looking for others takes seconds
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(Loss.l2Loss()).optDevices(new Device[] {Device.cpu()});
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(network.inputShape(2));
                step(network, trainer);
                int held = held(model, trainer);

                step(network, trainer);
                step(network, trainer);

                assertThat(held(model, trainer)).isEqualTo(held).isPositive();
            }
        }
    }

    private static void step(Network network, Trainer trainer) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDList input = new NDList(manager.randomNormal(network.inputShape(2)));
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss =
                        trainer.forward(input).singletonOrThrow().square().mean();
                for (Penalised penalised : Penalised.within(trainer.getModel().getBlock())) {
                    loss = loss.add(penalised.takePenalty());
                }
                collector.backward(loss);
            }
            trainer.step();
            trainer.evaluate(input);
        }
    }

    private static int held(Model model, Trainer trainer) {
        return trainer.getManager().getManagedArrays().size()
                + model.getNDManager().getManagedArrays().size();
    }
}
