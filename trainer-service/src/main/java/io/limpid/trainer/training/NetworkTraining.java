package io.limpid.trainer.training;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import io.limpid.trainer.network.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains one network. The engine has one gradient collector a process, so trainings run one at a time. */
public final class NetworkTraining {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkTraining.class);
    private static final String ENGINE = "PyTorch";
    private static final int STEPS_A_REPORT = 10;

    private final Network network;
    private final TrainingPlan plan;
    private final Objective objective;
    private final TrainingListener listener;
    private int arraysHeld;

    public NetworkTraining(Network network, TrainingPlan plan, Objective objective, TrainingListener listener) {
        this.network = requireNonNull(network, "network");
        this.plan = requireNonNull(plan, "plan");
        this.objective = requireNonNull(objective, "objective");
        this.listener = requireNonNull(listener, "listener");
    }

    /**
     * Trains from fresh weights; the same plan and samples give the same network.
     *
     * @return the trained network, to be closed by the caller
     * @throws IllegalArgumentException when there are fewer samples than a batch has
     */
    public TrainedNetwork train(Samples training, Samples validation) throws InterruptedException {
        if (training.size() < plan.batch()) {
            throw new IllegalArgumentException("expected at least one batch of " + plan.batch()
                    + " training images, found " + training.size() + "; give more images or a smaller batch");
        }
        Engine.getEngine(ENGINE).setRandomSeed((int) plan.seed());
        Model model = Model.newInstance(network.task().name(), Device.cpu(), ENGINE);
        model.setBlock(network.block());
        int steps = plan.epochs() * (training.size() / plan.batch());
        try (FlushedDenormals denormals = FlushedDenormals.begin();
                Trainer trainer = model.newTrainer(config(steps))) {
            LOG.debug("training {}, denormals flushed: {}", network.task(), denormals.flushed());
            trainer.initialize(network.inputShape(plan.batch()));
            for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
                double trainLoss = epoch(trainer, training, epoch);
                arraysHeld = trainer.getManager().getManagedArrays().size()
                        + model.getNDManager().getManagedArrays().size();
                listener.epoch(epoch, trainLoss, validate(trainer, validation));
            }
        } catch (InterruptedException | RuntimeException failure) {
            model.close();
            throw failure;
        }
        return new TrainedNetwork(network, model);
    }

    /** How many arrays outlived the steps of the last epoch; each one more than before would be a leak. */
    int arraysHeld() {
        return arraysHeld;
    }

    private DefaultTrainingConfig config(int steps) {
        Adam adam = Adam.builder()
                .optBeta2((float) plan.beta2())
                .optLearningRateTracker((parameter, step) ->
                        (float) (plan.learningRate() * plan.schedule().factor(Math.min(1.0, (double) step / steps))))
                .build();
        // Fan-in bounds, as PyTorch's layers have by default; the loss is ours, the config only demands one.
        return new DefaultTrainingConfig(Loss.l2Loss())
                .optDevices(new Device[] {Device.cpu()})
                .optInitializer(
                        new XavierInitializer(
                                XavierInitializer.RandomType.UNIFORM, XavierInitializer.FactorType.IN, 1f),
                        Parameter.Type.WEIGHT)
                .optOptimizer(adam);
    }

    private double epoch(Trainer trainer, Samples training, int epoch) throws InterruptedException {
        int[] order = BatchFeed.shuffled(training.size(), plan.seed(), epoch);
        long started = System.nanoTime();
        double sum = 0;
        try (BatchFeed feed = new BatchFeed(training, network.inputSize(), plan.batch(), epoch, order)) {
            int batches = feed.batches();
            for (int i = 1; i <= batches; i++) {
                double loss = step(trainer, feed.next());
                sum += loss;
                if (!Double.isFinite(loss)) {
                    throw new IllegalStateException("the loss became " + loss + " in step " + i + " of epoch " + epoch
                            + "; a smaller learning rate may help");
                }
                if (i % STEPS_A_REPORT == 0 || i == batches) {
                    double seconds = (System.nanoTime() - started) / 1e9;
                    int done = i * plan.batch();
                    listener.step(epoch, done, batches * plan.batch(), loss, done / seconds);
                }
            }
            return sum / batches;
        }
    }

    private double step(Trainer trainer, BatchFeed.Batch batch) {
        // All that a step makes is attached to this manager, and freed with it.
        try (NDManager manager = trainer.getManager().newSubManager()) {
            double value;
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss = loss(trainer, manager, batch, true);
                collector.backward(loss);
                value = loss.getFloat();
            }
            trainer.step();
            return value;
        }
    }

    private double validate(Trainer trainer, Samples validation) throws InterruptedException {
        int batch = Math.min(plan.batch(), validation.size());
        if (batch == 0) {
            return Double.NaN;
        }
        double sum = 0;
        try (BatchFeed feed =
                new BatchFeed(validation, network.inputSize(), batch, 0, BatchFeed.inOrder(validation.size()))) {
            for (int i = 0; i < feed.batches(); i++) {
                try (NDManager manager = trainer.getManager().newSubManager()) {
                    sum += loss(trainer, manager, feed.next(), false).getFloat();
                }
            }
            return sum / feed.batches();
        }
    }

    private NDArray loss(Trainer trainer, NDManager manager, BatchFeed.Batch batch, boolean training) {
        NDArray inputs = manager.create(batch.inputs, network.inputShape(batch.size));
        NDArray targets =
                manager.create(java.nio.FloatBuffer.wrap(batch.targets), targetShape(batch), DataType.FLOAT32);
        NDList inputList = new NDList(inputs);
        NDArray prediction = (training ? trainer.forward(inputList) : trainer.evaluate(inputList)).singletonOrThrow();
        return objective.loss(prediction, targets);
    }

    private Shape targetShape(BatchFeed.Batch batch) {
        return objective == Objective.MSE
                ? network.inputShape(batch.size)
                : new Shape(batch.size, network.outputSize());
    }
}
