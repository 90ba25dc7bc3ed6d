package io.limpid.trainer.events;

import static java.util.Objects.requireNonNull;

import io.limpid.trainer.supervise.ChildEvent;
import io.limpid.trainer.supervise.TrainingSnapshot;
import io.limpid.trainer.supervise.TrainingWatcher;
import java.time.Clock;

/** Hands all trainings' events over to be sent, however the trainings were asked for. */
public final class EventWatcher implements TrainingWatcher {
    private final EventSender sender;
    private final Clock clock;

    public EventWatcher(EventSender sender, Clock clock) {
        this.sender = requireNonNull(sender, "sender");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public void said(TrainingSnapshot training, ChildEvent event) {
        EventMessages.of(training, event, clock.instant()).ifPresent(sender::offer);
    }

    @Override
    public void changed(TrainingSnapshot training) {
        EventMessages.of(training, clock.instant()).ifPresent(sender::offer);
    }
}
