package io.limpid.trainer.events;

import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.TrainingEvent;
import io.limpid.trainer.supervise.ChildEvent;
import io.limpid.trainer.supervise.TrainingOutcome;
import io.limpid.trainer.supervise.TrainingSnapshot;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trainings' events as messages. */
final class EventMessages {
    private EventMessages() {}

    /** Run id where there is a run, else training id. */
    static String key(TrainingEvent event) {
        return event.getRunId().isEmpty() ? event.getTrainingId() : event.getRunId();
    }

    /** Of what a training's process says; empty for steps, notes and stages, which are for those who watch by HTTP. */
    static Optional<TrainingEvent> of(TrainingSnapshot training, ChildEvent said, Instant now) {
        TrainingEvent.Builder event = about(training, now);
        if (said instanceof ChildEvent.Started started) {
            return Optional.of(event.setStarted(started(training, started)).build());
        }
        if (said instanceof ChildEvent.Epoch epoch) {
            return Optional.of(event.setEpoch(epoch(training, epoch)).build());
        }
        return Optional.empty();
    }

    private static TrainingEvent.Builder about(TrainingSnapshot training, Instant at) {
        return TrainingEvent.newBuilder()
                .setRunId(training.progress().run())
                .setTrainingId(training.id())
                .setRequestId(training.order().requestId())
                .setAt(at.toEpochMilli());
    }

    private static TrainingEvent.Started started(TrainingSnapshot training, ChildEvent.Started started) {
        return TrainingEvent.Started.newBuilder()
                .setRecipe(training.order().recipe())
                .setEpochs(started.epochs())
                .setTrainingImages(started.images())
                .build();
    }

    private static TrainingEvent.Epoch epoch(TrainingSnapshot training, ChildEvent.Epoch epoch) {
        ChildEvent.Step step = training.progress().step();
        Double validation = epoch.validationLoss();
        return TrainingEvent.Epoch.newBuilder()
                .setEpoch(epoch.epoch())
                .setEpochs(epoch.epochs())
                .setTrainLoss(epoch.trainLoss())
                .setValidationLoss(validation == null ? Double.NaN : validation)
                .setImagesPerSecond(step == null ? 0 : step.imagesPerSecond())
                .build();
    }

    /** Of the state a training has come into; empty for running, since its process says started itself. */
    static Optional<TrainingEvent> of(TrainingSnapshot training, Instant now) {
        Instant ended = training.times().ended();
        TrainingEvent.Builder event = about(training, ended == null ? now : ended);
        TrainingOutcome outcome = training.outcome();
        return switch (training.state()) {
            case QUEUED ->
                Optional.of(event.setAt(training.times().requested().toEpochMilli())
                        .setQueued(queued(training))
                        .build());
            case RUNNING -> Optional.empty();
            case FINISHED -> Optional.of(event.setFinished(finished(outcome)).build());
            case STOPPED -> Optional.of(event.setStopped(stopped(outcome)).build());
            case FAILED ->
                Optional.of(event.setFailed(TrainingEvent.Failed.newBuilder().setReason(outcome.message()))
                        .build());
            case INTERRUPTED ->
                Optional.of(event.setInterrupted(
                                TrainingEvent.Interrupted.newBuilder().setReason(outcome.message()))
                        .build());
        };
    }

    private static TrainingEvent.Queued queued(TrainingSnapshot training) {
        return TrainingEvent.Queued.newBuilder()
                .setRecipe(training.order().recipe())
                .setRequestedBy(training.order().requestedBy())
                .build();
    }

    private static TrainingEvent.Finished finished(TrainingOutcome outcome) {
        TrainingEvent.Finished.Builder finished = TrainingEvent.Finished.newBuilder()
                .putAllMetrics(outcome.metrics())
                .setMessage(outcome.message());
        maybeRef(outcome.model()).ifPresent(finished::setModel);
        return finished.build();
    }

    private static Optional<ModelRef> maybeRef(TrainingOutcome.@Nullable PublishedModel model) {
        return Optional.ofNullable(model).map(published -> ModelRef.newBuilder()
                .setName(published.name())
                .setVersion(Long.parseUnsignedLong(published.version()))
                .setLatentSpace(published.latentSpace())
                .build());
    }

    private static TrainingEvent.Stopped stopped(TrainingOutcome outcome) {
        return TrainingEvent.Stopped.newBuilder()
                .setMessage(outcome.message())
                .putAllMetrics(outcome.metrics())
                .build();
    }
}
