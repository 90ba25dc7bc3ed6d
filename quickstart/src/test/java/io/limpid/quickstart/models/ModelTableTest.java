package io.limpid.quickstart.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.ModelState;
import io.limpid.contracts.v1.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTableTest {
    private final NotedBoard noted = new NotedBoard();

    private List<String> lines() {
        return new ModelTable(noted.board(), command -> "./limpid " + command).lines();
    }

    @Test
    void whatOneReplicaRunsIsLiveAlthoughAnotherRefusesIt() {
        noted.published("digits", Stage.LIVE);
        noted.said("digits", "one", ModelState.RUNNING, 1, "");
        noted.said("digits", "two", ModelState.REFUSED, 2, "no room");

        assertThat(lines()).anySatisfy(line -> assertThat(line).containsPattern("digits +7 +live .*denoiser one"));
        assertThat(lines()).contains("digits: denoiser two refuses it: no room");
    }

    @Test
    void whatAllRefuseIsNotCalledLive() {
        noted.published("digits", Stage.LIVE);
        noted.said("digits", "one", ModelState.REFUSED, 1, "expected sha256 a, found b");

        assertThat(lines()).anySatisfy(line -> assertThat(line).containsPattern("digits +7 +refused "));
        assertThat(lines()).contains("digits: denoiser one refuses it: expected sha256 a, found b");
    }
}
