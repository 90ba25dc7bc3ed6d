package io.limpid.trainer.service;

import io.limpid.trainer.supervise.ChildCommand;
import io.limpid.trainer.supervise.FakeTrainer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Trainings in the service's tests are quick, and go wrong on demand. */
@ApplicationScoped
class FakeTrainers {
    @Produces
    @ApplicationScoped
    ChildCommand command() {
        return FakeTrainer.command(BrokerAndRuns.DENOISER);
    }
}
