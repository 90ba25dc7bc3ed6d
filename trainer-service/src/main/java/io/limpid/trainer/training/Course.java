package io.limpid.trainer.training;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;

/** One training on its way: its steps and epochs, the best of them, and what is kept to go on from. */
final class Course {
    private static final int STEPS_A_REPORT = 10;

    /** What is trained and how, and who is told. */
    record Setup(Network network, TrainingPlan plan, LearnerKind kind, TrainingListener listener, PhaseTimes times) {}

    /** What is learned from, and what is only looked at. */
    record Data(Samples training, Samples validation) {}

    private final Setup setup;
    private final TrainingPlan plan;
    private final Data data;
    private final Continuation continuation;
    private final NDManager manager;
    private final Learner learner;
    private final long steps;
    private long step;
    private int arraysHeld;
    private int bestEpoch;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private byte[] best = new byte[0];

    /** @param model whose block is trained; it stays the caller's */
    Course(Setup setup, Model model, Data data, Continuation continuation) {
        this.setup = setup;
        this.plan = setup.plan();
        this.data = data;
        this.continuation = continuation;
        this.manager = model.getNDManager();
        this.learner = setup.kind().learner(setup.network(), model.getBlock(), plan, manager);
        this.steps = (long) plan.epochs() * (data.training().size() / plan.batch());
    }

    /** How many arrays outlived the steps of the last epoch. */
    int arraysHeld() {
        return arraysHeld;
    }

    /** Whether there is a network at the end. */
    boolean run() throws InterruptedException {
        int done = resume();
        boolean stopped = false;
        while (done < plan.epochs() && !stopped) {
            stopped = !epoch(done + 1);
            done += stopped ? 0 : 1;
        }
        boolean useBest = stopped || plan.keep() == Recipe.Keep.BEST;
        if (useBest && bestEpoch > 0) {
            SavedArrays.load(best, learner.state().get(0), manager);
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
            SavedArrays.load(from.parts().get(i).bytes(), state.get(i), manager);
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
        Engine.getEngine(NetworkTraining.ENGINE).setRandomSeed((int) (plan.seed() * 1_000_003 + epoch));
        int[] indices = BatchFeed.shuffled(data.training().size(), plan.seed(), epoch);
        long started = System.nanoTime();
        double sum = 0;
        int batches = indices.length / plan.batch();
        try (BatchFeed feed =
                new BatchFeed(data.training(), setup.network().inputSize(), plan.batch(), epoch, indices)) {
            for (int i = 1; i <= batches; i++) {
                if (continuation.stopWanted()) {
                    setup.times().feeder(feed.cpuNanos());
                    return false;
                }
                double loss = step(feed, epoch, i);
                sum += loss;
                if (i % STEPS_A_REPORT == 0 || i == batches) {
                    int samples = i * plan.batch();
                    double perSecond = samples / ((System.nanoTime() - started) / 1e9);
                    setup.listener().step(epoch, samples, batches * plan.batch(), loss, perSecond);
                }
            }
            setup.times().feeder(feed.cpuNanos());
        }
        ended(epoch, sum / batches);
        return true;
    }

    private double step(BatchFeed feed, int epoch, int i) throws InterruptedException {
        setup.times().start();
        BatchFeed.Batch batch = feed.next();
        setup.times().end(PhaseTimes.Phase.DATA);
        double factor = plan.schedule().factor(Math.min(1.0, (double) step / steps));
        // All that a step makes is attached to this manager, and freed with it.
        try (NDManager own = manager.newSubManager()) {
            step++;
            double loss = learner.step(own, batch, factor, step, setup.times());
            setup.times().samples(batch.size);
            if (!Double.isFinite(loss)) {
                throw new IllegalStateException("the loss became " + loss + " in step " + i + " of epoch " + epoch
                        + "; a smaller learning rate may help");
            }
            return loss;
        }
    }

    private void ended(int epoch, double trainLoss) throws InterruptedException {
        double validationLoss = validate();
        arraysHeld = manager.getManagedArrays().size();
        double loss = Double.isNaN(validationLoss) ? trainLoss : validationLoss;
        byte[] weights = SavedArrays.save(learner.state().get(0));
        if (loss < bestLoss || bestEpoch == 0) {
            bestEpoch = epoch;
            bestLoss = loss;
            best = weights;
        }
        setup.listener().epoch(epoch, trainLoss, validationLoss, learner.takeFigures());
        continuation.reached(checkpoint(epoch, weights));
    }

    private Checkpoint checkpoint(int epoch, byte[] weights) {
        List<Checkpoint.Part> parts = new ArrayList<>();
        parts.add(new Checkpoint.Part(weights));
        learner.state().stream().skip(1).forEach(arrays -> parts.add(new Checkpoint.Part(SavedArrays.save(arrays))));
        parts.add(new Checkpoint.Part(best));
        return new Checkpoint(continuation.fingerprint(), epoch, step, bestEpoch, bestLoss, parts);
    }

    private double validate() throws InterruptedException {
        Samples validation = data.validation();
        int batch = Math.min(plan.batch(), validation.size());
        if (batch == 0) {
            return Double.NaN;
        }
        double sum = 0;
        try (BatchFeed feed = new BatchFeed(
                validation, setup.network().inputSize(), batch, 0, BatchFeed.inOrder(validation.size()))) {
            for (int i = 0; i < feed.batches(); i++) {
                try (NDManager own = manager.newSubManager()) {
                    sum += learner.validate(own, feed.next());
                }
            }
            return sum / feed.batches();
        }
    }
}
