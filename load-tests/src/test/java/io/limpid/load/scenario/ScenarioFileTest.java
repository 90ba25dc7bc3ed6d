package io.limpid.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioFileTest {
    private static final Home HOME = new Home(Path.of("..").toAbsolutePath().normalize());

    @TempDir
    Path folder;

    private Scenario read(String text) throws IOException {
        return ScenarioFile.read(Files.writeString(folder.resolve("s.yaml"), text));
    }

    @Test
    void readsAllOfAScenario() throws IOException {
        Scenario scenario = read("""
                about: all there is
                seed: 9
                partitions: 6
                replicas: {denoiser: 3, classifier: 2}
                images: {keys: 10, skew: 0.5, bad: 0.25, sizes: {28x28: 2, 64x48: 1}}
                phases:
                  - {name: ramp, seconds: 10, rate: 0, toRate: 20}
                  - {name: burst, images: 50}
                faults:
                  - {at: 2, kind: delay, target: denoiser-3, millis: 100, seconds: 4}
                  - {at: 1, kind: kill, target: broker}
                limits: {recoverySeconds: 15}
                """);

        assertThat(scenario.denoisers()).isEqualTo(3);
        assertThat(scenario.images().sizes()).containsEntry("64x48", 1.0);
        assertThat(scenario.count()).isEqualTo(150);
        assertThat(scenario.seconds()).isEqualTo(10);
        assertThat(scenario.plannedFaults())
                .containsExactly(
                        new Fault(1, FaultKind.KILL, "broker", 1, 0),
                        new Fault(2, FaultKind.DELAY, "denoiser-3", 4, 100));
        assertThat(scenario.limits().recoverySeconds()).isEqualTo(15);
        assertThat(scenario.limits().memoryGrowthPercent()).isNull();
    }

    @Test
    void takesWhatIsLeftOutAsUsual() throws IOException {
        Scenario scenario = read("phases: [{name: a, seconds: 1, rate: 5}]");

        assertThat(scenario.partitions()).isEqualTo(4);
        assertThat(scenario.classifiers()).isEqualTo(1);
        assertThat(scenario.images().sizes()).containsOnlyKeys("28x28");
        assertThat(scenario.plannedFaults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            phases: []                                                        ~ expected at least one of phases
            phases: [{name: a, seconds: 1, rat: 1}]                           ~ line 1: unknown key 'rat'
            phases: [{seconds: 1, rate: 1}]                                   ~ line 1: a phase needs a name
            phases: [{name: a, seconds: 0, rate: 1}]                          ~ phase a: expected seconds above 0
            phases: [{name: a, seconds: 1, rate: -1}]                         ~ phase a: expected a rate of 0 to
            phases: [{name: a, images: 5, rate: 1}]                           ~ phase a: a burst has images
            phases: [{name: a, seconds: one, rate: 1}]                        ~ line 1: Cannot deserialize
            """)
    void refusesWrongPhasesWithTheLine(String text, String reason) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(CommandFailure.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            faults: [{at: 1, kind: explode, target: broker}]                  ~ line 2: Cannot deserialize
            faults: [{at: 1, kind: kill, target: trainer}]                    ~ line 2: faults: expected a target
            faults: [{at: 1, kind: kill, target: denoiser-2}]                 ~ expected a target among 1 replicas
            faults: [{at: 1, kind: cut, target: broker}]                      ~ line 2: faults: expected a service
            faults: [{at: 1, kind: delay, target: denoiser}]                  ~ line 2: faults: expected millis
            faults: [{at: 1, kind: kill, target: denoiser, millis: 5}]        ~ line 2: faults: expected millis for
            faults: [{kind: kill, target: denoiser}]                          ~ line 2: faults: expected at, kind
            faults: [{at: -1, kind: kill, target: denoiser}]                  ~ line 2: faults: expected a second
            random: [{times: 0, from: 1, to: 2, targets: [broker]}]           ~ line 2: faults: expected times
            random: [{times: 1, from: 2, to: 2, targets: [broker]}]           ~ line 2: faults: expected 'to' after
            random: [{times: 1, from: 1, to: 2, targets: []}]                 ~ line 2: faults: expected at least one
            images: {sizes: {28: 1}}                                          ~ line 2: images: expected a size
            images: {bad: 1.5}                                                ~ line 2: images: expected a share
            images: {keys: 0}                                                 ~ line 2: images: expected keys
            limits: {recoverySeconds: 0}                                      ~ line 2: limits: expected recovery
            phase: [{name: b, seconds: 1, rate: 1}]                           ~ line 2: unknown key 'phase'
            replicas: {trainer: 1}                                            ~ expected replicas of denoiser
            """)
    void refusesTheRestWithTheLine(String text, String reason) {
        assertThatThrownBy(() -> read("phases: [{name: a, seconds: 1, rate: 1}]\n" + text))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("s.yaml: ")
                .hasMessageContaining(reason);
    }

    @Test
    void readsAllThatComeWithLimpid() {
        List<String> names = ScenarioFile.names(HOME);

        assertThat(names).contains("short", "kills", "soak");
        assertThat(names).allSatisfy(name -> {
            Scenario scenario = ScenarioFile.read(ScenarioFile.find(HOME, name));
            assertThat(scenario.about()).isNotBlank();
            assertThat(scenario.plannedFaults())
                    .allSatisfy(fault -> assertThat(fault.end()).isLessThan(scenario.seconds()));
        });
    }

    @Test
    void saysWhichThereAreWhereNoneIsCalledSo() {
        assertThatThrownBy(() -> ScenarioFile.find(HOME, "nothing"))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> assertThat(failure.nextStep())
                        .contains("kills", "short"));
    }

    @Test
    void killsAtTheSameRandomMomentsForTheSameSeed() {
        Scenario kills = ScenarioFile.read(ScenarioFile.find(HOME, "kills"));

        List<Fault> faults = kills.plannedFaults();

        assertThat(kills.count()).isEqualTo(100_000);
        assertThat(faults).hasSize(6).isEqualTo(kills.plannedFaults());
        assertThat(faults).extracting(Fault::node).containsAll(List.of("broker", "denoiser-1", "classifier-1"));
        for (int i = 1; i < faults.size(); i++) {
            assertThat(faults.get(i).at() - faults.get(i - 1).end()).isGreaterThan(20);
        }
    }

    @Test
    void isStretchedAndThinnedOut() throws IOException {
        Scenario scenario = read("""
                phases: [{name: a, seconds: 10, rate: 30}]
                faults: [{at: 5, kind: pause, target: denoiser, seconds: 2}]
                """);

        assertThat(scenario.lasting(60).count()).isEqualTo(1_800);
        assertThat(scenario.lasting(60).plannedFaults())
                .containsExactly(new Fault(30, FaultKind.PAUSE, "denoiser", 2, 0));
        assertThat(scenario.withImages(60).seconds()).isEqualTo(10);
        assertThat(scenario.withImages(60).count()).isEqualTo(60);
    }

    @Test
    void saysWhatAStretchedOrShortenedOneComesTo() throws IOException {
        Scenario kills = ScenarioFile.read(ScenarioFile.find(HOME, "kills"));
        Scenario plain = read("""
                about: an hour of images
                phases: [{name: a, seconds: 3600, rate: 1}]
                """);

        assertThat(kills.withImages(8_000).about())
                .isEqualTo(
                        "8,000 images in 350 s, kill broker (2 times), kill classifier (2 times), kill denoiser (2 times)");
        assertThat(plain.lasting(60).about()).isEqualTo("60 images in 60 s, without faults");
        assertThat(plain.about()).isEqualTo("an hour of images");
    }
}
