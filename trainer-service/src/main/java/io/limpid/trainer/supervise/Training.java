package io.limpid.trainer.supervise;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A training that was asked for, from then on until it is forgotten. Thread-safe. */
public final class Training {
    private final TrainingWatcher watcher;
    private final List<TrainingFeed> feeds = new ArrayList<>();
    private TrainingSnapshot now;
    private boolean stopWanted;

    Training(TrainingSnapshot now, TrainingWatcher watcher) {
        this.now = requireNonNull(now, "now");
        this.watcher = requireNonNull(watcher, "watcher");
    }

    public synchronized TrainingSnapshot snapshot() {
        return now;
    }

    /**
     * A new reader's events: first the state, every epoch so far and the last step, then all that follows, until the state in
     * which the training ended.
     */
    public synchronized TrainingFeed follow() {
        feeds.removeIf(TrainingFeed::isClosed);
        TrainingFeed feed = new TrainingFeed();
        TrainingProgress progress = now.progress();
        if (!now.isEnded()) {
            feed.offer(new TrainingNews.Changed(now));
        }
        progress.completed().forEach(epoch -> feed.offer(new TrainingNews.Said(epoch)));
        if (progress.step() != null) {
            feed.offer(new TrainingNews.Said(progress.step()));
        }
        if (now.isEnded()) {
            feed.offer(new TrainingNews.Changed(now));
        } else {
            feeds.add(feed);
        }
        return feed;
    }

    synchronized void said(ChildEvent event) {
        now = now.after(event);
        tell(new TrainingNews.Said(event));
        watcher.said(now, event);
    }

    /** @return false where it is not queued any more */
    synchronized boolean begin(Instant when) {
        return now.state() == TrainingState.QUEUED && change(snapshot -> snapshot.running(when));
    }

    /** @return false where it had ended before */
    synchronized boolean end(TrainingState how, TrainingOutcome outcome, Instant when) {
        return !now.isEnded() && change(snapshot -> snapshot.ended(how, outcome, when));
    }

    private boolean change(UnaryOperator<TrainingSnapshot> step) {
        now = step.apply(now);
        tell(new TrainingNews.Changed(now));
        watcher.changed(now);
        return true;
    }

    private void tell(TrainingNews news) {
        feeds.removeIf(TrainingFeed::isClosed);
        feeds.forEach(feed -> feed.offer(news));
        if (news.isLast()) {
            feeds.clear();
        }
    }

    synchronized void wantStop() {
        stopWanted = true;
    }

    synchronized boolean isStopWanted() {
        return stopWanted;
    }

    /** Open readers. */
    synchronized int readers() {
        feeds.removeIf(TrainingFeed::isClosed);
        return feeds.size();
    }
}
