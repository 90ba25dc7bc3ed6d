package io.limpid.trainer.training;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.initializer.XavierInitializer;
import io.limpid.trainer.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains one network. The engine has one gradient collector a process, so trainings run one at a time. */
public final class NetworkTraining {
    static final String ENGINE = "PyTorch";

    private static final Logger LOG = LoggerFactory.getLogger(NetworkTraining.class);
    private static final int STEPS_A_REPORT = 10;

    private final Network network;
    private final TrainingPlan plan;
    private final LearnerKind kind;
    private final TrainingListener listener;
    private final PhaseTimes times = new PhaseTimes();
    private int arraysHeld;

    public NetworkTraining(Network network, TrainingPlan plan, LearnerKind kind, TrainingListener listener) {
        this.network = requireNonNull(network, "network");
        this.plan = requireNonNull(plan, "plan");
        this.kind = requireNonNull(kind, "kind");
        this.listener = requireNonNull(listener, "listener");
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
        if (training.size() < plan.batch()) {
            throw new IllegalArgumentException("expected at least one batch of " + plan.batch()
                    + " training images, found " + training.size() + "; give more images or a smaller batch");
        }
        Engine.getEngine(ENGINE).setRandomSeed((int) plan.seed());
        Model model = Model.newInstance(network.task().name(), Device.cpu(), ENGINE);
        try (FlushedDenormals denormals = FlushedDenormals.begin()) {
            LOG.debug("training {}, denormals flushed: {}", network.task(), denormals.flushed());
            model.setBlock(initialised(model.getNDManager()));
            Course course = new Course(model, training, validation, continuation);
            if (!course.run()) {
                model.close();
                return Optional.empty();
            }
        } catch (InterruptedException | RuntimeException failure) {
            model.close();
            throw failure;
        }
        return Optional.of(new TrainedNetwork(network, model));
    }

    private SequentialBlock initialised(NDManager manager) {
        return initialise(network.block(), manager, network.inputShape(plan.batch()));
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
        return times;
    }

    /** How many arrays outlived the steps of the last epoch; each one more than before would be a leak. */
    int arraysHeld() {
        return arraysHeld;
    }

    /** One training on its way. */
    private final class Course {
        private final Model model;
        private final Samples training;
        private final Samples validation;
        private final Continuation continuation;
        private final Learner learner;
        private final long steps;
        private long step;
        private int bestEpoch;
        private double bestLoss = Double.POSITIVE_INFINITY;
        private byte[] best = new byte[0];

        Course(Model model, Samples training, Samples validation, Continuation continuation) {
            this.model = model;
            this.training = training;
            this.validation = validation;
            this.continuation = continuation;
            this.learner = kind.learner(network, model.getBlock(), plan, model.getNDManager());
            this.steps = (long) plan.epochs() * (training.size() / plan.batch());
        }

        /** Whether there is a network at the end. */
        boolean run() throws InterruptedException {
            int done = resume();
            boolean stopped = false;
            while (done < plan.epochs() && !stopped) {
                stopped = !epoch(done + 1);
                done += stopped ? 0 : 1;
            }
            boolean useBest = stopped || plan.keep() == io.limpid.trainer.recipe.Recipe.Keep.BEST;
            if (useBest && bestEpoch > 0) {
                SavedArrays.load(best, learner.state().get(0), model.getNDManager());
            }
            return bestEpoch > 0;
        }

        /** How many epochs are done already. */
        private int resume() {
            if (continuation.from().isEmpty()) {
                return 0;
            }
            Checkpoint from = continuation.from().get();
            List<List<? extends NDArray>> state = learner.state();
            for (int i = 0; i < state.size(); i++) {
                SavedArrays.load(from.parts().get(i).bytes(), state.get(i), model.getNDManager());
            }
            best = from.parts().get(state.size()).bytes();
            step = from.step();
            bestEpoch = from.bestEpoch();
            bestLoss = from.bestLoss();
            return from.epoch();
        }

        /** @return whether it came to its end */
        private boolean epoch(int epoch) throws InterruptedException {
            // a layer's own randomness must not depend on what came before a break
            Engine.getEngine(ENGINE).setRandomSeed((int) (plan.seed() * 1_000_003 + epoch));
            int[] order = BatchFeed.shuffled(training.size(), plan.seed(), epoch);
            long started = System.nanoTime();
            double sum = 0;
            int batches = order.length / plan.batch();
            try (BatchFeed feed = new BatchFeed(training, network.inputSize(), plan.batch(), epoch, order)) {
                for (int i = 1; i <= batches; i++) {
                    if (continuation.stopWanted()) {
                        times.feeder(feed.cpuNanos());
                        return false;
                    }
                    double loss = step(feed, epoch, i);
                    sum += loss;
                    if (i % STEPS_A_REPORT == 0 || i == batches) {
                        int samples = i * plan.batch();
                        double perSecond = samples / ((System.nanoTime() - started) / 1e9);
                        listener.step(epoch, samples, batches * plan.batch(), loss, perSecond);
                    }
                }
                times.feeder(feed.cpuNanos());
            }
            ended(epoch, sum / batches);
            return true;
        }

        private double step(BatchFeed feed, int epoch, int i) throws InterruptedException {
            times.start();
            BatchFeed.Batch batch = feed.next();
            times.end(PhaseTimes.Phase.DATA);
            double factor = plan.schedule().factor(Math.min(1.0, (double) step / steps));
            // All that a step makes is attached to this manager, and freed with it.
            try (NDManager manager = model.getNDManager().newSubManager()) {
                step++;
                double loss = learner.step(manager, batch, factor, step, times);
                times.samples(batch.size);
                if (!Double.isFinite(loss)) {
                    throw new IllegalStateException("the loss became " + loss + " in step " + i + " of epoch " + epoch
                            + "; a smaller learning rate may help");
                }
                return loss;
            }
        }

        private void ended(int epoch, double trainLoss) throws InterruptedException {
            double validationLoss = validate();
            arraysHeld = model.getNDManager().getManagedArrays().size();
            double loss = Double.isNaN(validationLoss) ? trainLoss : validationLoss;
            byte[] weights = SavedArrays.save(learner.state().get(0));
            if (loss < bestLoss || bestEpoch == 0) {
                bestEpoch = epoch;
                bestLoss = loss;
                best = weights;
            }
            listener.epoch(epoch, trainLoss, validationLoss, learner.takeFigures());
            continuation.reached(checkpoint(epoch, weights));
        }

        private Checkpoint checkpoint(int epoch, byte[] weights) {
            List<Checkpoint.Part> parts = new ArrayList<>();
            parts.add(new Checkpoint.Part(weights));
            learner.state().stream()
                    .skip(1)
                    .forEach(arrays -> parts.add(new Checkpoint.Part(SavedArrays.save(arrays))));
            parts.add(new Checkpoint.Part(best));
            return new Checkpoint(continuation.fingerprint(), epoch, step, bestEpoch, bestLoss, parts);
        }

        private double validate() throws InterruptedException {
            int batch = Math.min(plan.batch(), validation.size());
            if (batch == 0) {
                return Double.NaN;
            }
            double sum = 0;
            try (BatchFeed feed =
                    new BatchFeed(validation, network.inputSize(), batch, 0, BatchFeed.inOrder(validation.size()))) {
                for (int i = 0; i < feed.batches(); i++) {
                    try (NDManager manager = model.getNDManager().newSubManager()) {
                        sum += learner.validate(manager, feed.next());
                    }
                }
                return sum / feed.batches();
            }
        }
    }
}
