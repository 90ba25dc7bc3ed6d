package io.limpid.trainer.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.trainer.cli.TrainMain;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainMainCommandTest {
    private static final String RECIPE = """
            name: tiny-classifier
            task: classify-frame
            data: {set: synthetic, validation: 32}
            network: {type: cnn-classifier}
            optimiser: {learningRate: 0.003}
            epochs: 1
            batch: 32
            seed: 1
            evaluation: {images: 32}
            """;

    @TempDir
    Path runs;

    private TrainMainCommand command(String classPath) {
        return new TrainMainCommand(classPath, runs, Path.of(System.getProperty("DJL_CACHE_DIR", "target/djl")), "1g");
    }

    private static TrainingOrder order(String text, List<String> options, String resume) {
        return new TrainingOrder("tiny-classifier", text, options, resume, false, "", "");
    }

    @Test
    void findsOnnxRuntimeWhereThisProcessDoes() {
        String property = "onnxruntime.native.path";
        String before = System.getProperty(property);
        System.setProperty(property, "/opt/natives");
        try {
            assertThat(command("cp")
                            .of(order(RECIPE, List.of(), ""), runs.resolve("r.yaml"))
                            .command())
                    .containsSubsequence("-Donnxruntime.native.path=/opt/natives", TrainMain.class.getName());
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }

    @Test
    void handsTheOrderOnAsItIs() {
        Path recipe = runs.resolve("r.yaml");

        ProcessBuilder builder = command("cp").of(order(RECIPE, List.of("--set", "network.latent=8; rm"), ""), recipe);

        assertThat(builder.command())
                .containsSubsequence(TrainMain.class.getName(), recipe.toString(), "--runs")
                .endsWith("--set", "network.latent=8; rm");
        assertThat(builder.environment())
                .containsEntry("OMP_WAIT_POLICY", "PASSIVE")
                .containsEntry("CLASSPATH", "cp");
        assertThat(command("cp")
                        .of(order("", List.of(), "20260102-030405-r"), recipe)
                        .command())
                .containsSubsequence(TrainMain.class.getName(), "--resume", "20260102-030405-r", "--runs")
                .doesNotContain(recipe.toString());
        assertThatThrownBy(() -> new TrainMainCommand("cp", runs, runs, "2 GB"))
                .hasMessageContaining("child-heap", "2 GB");
    }

    @Test
    void aPackagedServiceTakesTheJarsBesideItsRunner() {
        String found = ChildClassPath.from("/opt/trainer/quarkus-run.jar");

        assertThat(found.split(File.pathSeparator))
                .containsExactly("/opt/trainer/app/*", "/opt/trainer/lib/boot/*", "/opt/trainer/lib/main/*");
        assertThat(ChildClassPath.from("a.jar" + File.pathSeparator + "quarkus-run.jar"))
                .startsWith("a.jar");
    }

    @Test
    void trainsForReal() {
        TrainingWatcher nobody = new SilentWatcher();
        try (Supervisor supervisor = new Supervisor(
                new SupervisorSettings(runs, 1, 1, Duration.ofSeconds(20)),
                command(ChildClassPath.own()),
                run -> {
                    throw new IllegalStateException("not asked for");
                },
                nobody,
                Clock.systemUTC())) {
            supervisor.start();
            Submission.Accepted accepted =
                    (Submission.Accepted) supervisor.submit(order(RECIPE, List.of("--limit", "256"), ""));
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> accepted.training().snapshot().isEnded());

            TrainingSnapshot end = accepted.training().snapshot();
            assertThat(end.state()).as(end.outcome().toString()).isEqualTo(TrainingState.FINISHED);
            assertThat(end.outcome().metrics()).containsKey("accuracy_clean");
            assertThat(end.progress().completed()).hasSize(1);
            assertThat(supervisor
                            .shelf()
                            .find(end.progress().run())
                            .orElseThrow()
                            .state())
                    .isEqualTo(TrainingState.FINISHED);
        }
    }
}
