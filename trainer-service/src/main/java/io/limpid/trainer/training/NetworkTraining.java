package io.limpid.trainer.training;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.initializer.XavierInitializer;
import io.limpid.trainer.network.Network;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains one network. The engine has one gradient collector a process, so trainings run one at a time. */
public final class NetworkTraining {
    static final String ENGINE = "PyTorch";

    private static final Logger LOG = LoggerFactory.getLogger(NetworkTraining.class);

    private final Course.Setup setup;
    private int arraysHeld;

    public NetworkTraining(Network network, TrainingPlan plan, LearnerKind kind, TrainingListener listener) {
        this.setup = new Course.Setup(
                requireNonNull(network, "network"),
                requireNonNull(plan, "plan"),
                requireNonNull(kind, "kind"),
                requireNonNull(listener, "listener"),
                new PhaseTimes());
    }

    /**
     * Trains, from fresh weights or from a checkpoint; the same plan and samples give the same network, broken off in between or
     * not.
     *
     * @return the trained network, to be closed by the caller; empty when it was stopped before its first epoch had ended
     * @throws IllegalArgumentException when there are fewer samples than a batch has
     */
    public Optional<TrainedNetwork> train(Samples training, Samples validation, Continuation continuation)
            throws InterruptedException {
        Network network = setup.network();
        TrainingPlan plan = setup.plan();
        if (training.size() < plan.batch()) {
            throw new IllegalArgumentException("expected at least one batch of " + plan.batch()
                    + " training images, found " + training.size() + "; give more images or a smaller batch");
        }
        Engine.getEngine(ENGINE).setRandomSeed((int) plan.seed());
        Model model = Model.newInstance(network.task().name(), Device.cpu(), ENGINE);
        try (FlushedDenormals denormals = FlushedDenormals.begin()) {
            LOG.debug("training {}, denormals flushed: {}", network.task(), denormals.flushed());
            model.setBlock(initialise(network.block(), model.getNDManager(), network.inputShape(plan.batch())));
            Course course = new Course(setup, model, new Course.Data(training, validation), continuation);
            boolean trained = course.run();
            arraysHeld = course.arraysHeld();
            if (!trained) {
                model.close();
                return Optional.empty();
            }
        } catch (InterruptedException | RuntimeException failure) {
            model.close();
            throw failure;
        }
        return Optional.of(new TrainedNetwork(network, model));
    }

    /** Fan-in bounds, as PyTorch's layers have by default. */
    static SequentialBlock initialise(SequentialBlock block, NDManager manager, Shape input) {
        block.setInitializer(
                new XavierInitializer(XavierInitializer.RandomType.UNIFORM, XavierInitializer.FactorType.IN, 1f),
                Parameter.Type.WEIGHT);
        block.initialize(manager, DataType.FLOAT32, input);
        return block;
    }

    /** Where the time of the steps went. */
    public PhaseTimes times() {
        return setup.times();
    }

    /** How many arrays outlived the steps of the last epoch; each one more than before would be a leak. */
    int arraysHeld() {
        return arraysHeld;
    }
}
