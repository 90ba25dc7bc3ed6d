package io.limpid.trainer.service;

import io.limpid.trainer.events.EventSender;
import io.limpid.trainer.events.EventWatcher;
import io.limpid.trainer.supervise.TrainingWatcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Writes all trainings' events to the topic {@code training}; {@link EventSender} says what is sure. */
@ApplicationScoped
public class EventTopic {
    private final TrainerService trainer;
    private final EventSender sender;

    EventTopic(TrainerService trainer, MeterRegistry registry) {
        this.trainer = trainer;
        this.sender = new EventSender(
                EventSender.producers(trainer.kafka()), trainer.topics().training(), registry);
    }

    void start(@Observes StartupEvent started) {
        trainer.whenBrokerIsReady(sender::start);
    }

    /** After the training that runs has been stopped and has told its end. */
    void stop(@Observes ShutdownEvent stopping) {
        sender.close();
    }

    TrainingWatcher watcher() {
        return new EventWatcher(sender, Clock.systemUTC());
    }
}
