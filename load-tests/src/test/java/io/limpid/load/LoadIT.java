package io.limpid.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.load.runtime.ContainerImages;
import io.limpid.load.runtime.ContainerRuntime;
import io.limpid.quickstart.command.Commands;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.ProcessLock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** Runs the README's commands for load: on processes, and on containers where Docker and the services' images are. */
class LoadIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** A home of the test's own, whose modules are this checkout's; the build names it in the environment. */
    private static final Path HOME = Path.of(System.getenv("LIMPID_HOME"));

    private record Ended(int exitCode, String output) {
        JsonNode json() throws IOException {
            String[] lines = output.strip().split("\n");
            return new ObjectMapper().readTree(lines[lines.length - 1]);
        }
    }

    @BeforeAll
    static void prepare() throws IOException {
        Files.createDirectories(HOME);
        for (String part : new String[] {"denoiser-service", "classifier-service", "load-tests"}) {
            Path link = HOME.resolve(part);
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, ROOT.resolve(part));
            }
        }
    }

    private static Ended limpid(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            String[] typed = Arrays.copyOf(arguments, arguments.length + 1);
            typed[arguments.length] = "--report=" + HOME.resolve("load-report");
            int exitCode = Commands.run(typed);
            return new Ended(exitCode, output.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    private static void assertPromisesKept(Ended load) throws IOException {
        for (String figure : new String[] {"lost", "duplicated", "out_of_order", "strangers"}) {
            assertThat(load.json().path(figure).asInt(-1))
                    .as("%s%n%s", figure, load.output())
                    .isZero();
        }
        assertThat(HOME.resolve("load-report/report.html")).content().contains("data:image/png;base64,");
    }

    @Test
    void allFaultsAreStoodByProcesses() throws IOException {
        Ended load = limpid("load", "--json");

        assertPromisesKept(load);
        assertThat(load.exitCode()).as(load.output()).isZero();
        assertThat(load.json().path("faults")).hasSize(7);
        assertThat(load.json().path("dead_letters")).isNotEmpty();
    }

    @Test
    void scenariosAreStretchedAndShortened() throws IOException {
        Ended load = limpid("load", "--scenario", "soak", "--minutes", "0.1", "--images", "200", "--json");

        assertThat(load.output()).contains("sending 200 images in 6 s");
        assertThat(load.json().path("stored").asInt()).isEqualTo(200);
        assertThat(load.json().path("lost").asInt(-1)).isZero();
    }

    /** So shortened that one kill follows another before all is well again; how soon that is, is not asked here. */
    @Test
    void promisesAreKeptWhereKillsComeThickAndFast() throws IOException {
        Ended load = limpid("load", "--scenario", "kills", "--minutes", "0.5", "--images", "2000", "--json");

        assertThat(load.json().path("faults")).hasSize(6);
        assertPromisesKept(load);
    }

    @Test
    void whatCantBeIsSaidBeforeAnythingStarts() throws IOException {
        Path wrong = Files.writeString(HOME.resolve("wrong.yaml"), "phases: [{name: a, seconds: 1, rat: 1}]");

        assertThat(limpid("load", "--scenario", "nothing").exitCode()).isEqualTo(2);
        assertThat(limpid("load", "--scenario", wrong.toString()).exitCode()).isEqualTo(2);
        assertThat(limpid("load", "--minutes", "-1").exitCode()).isEqualTo(2);
        assertThat(limpid("load", "--images", "0").exitCode()).isEqualTo(2);
        assertThat(limpid("load", "--scenario", "soak", "--minutes", "10000").exitCode())
                .isEqualTo(2);
    }

    @Test
    void allFaultsAreStoodByContainers() throws IOException {
        assumeTrue(ContainerRuntime.isDockerThere(), "Docker is not here: the load test on containers is skipped");
        assumeTrue(
                hasImage("limpid/denoiser") && hasImage("limpid/classifier"),
                "the images limpid/denoiser and limpid/classifier are not built: the load test on containers is skipped");

        Ended load = limpid("load", "--containers", "--json");

        assertPromisesKept(load);
        assertThat(load.exitCode()).as(load.output()).isZero();
        assertThat(load.json().path("faults")).hasSize(7);
    }

    @Test
    void aSecondRunInOneCheckoutIsRefused() {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try (ProcessLock lock = ProcessLock.take(HOME.resolve(".limpid/load.lock"), "a test")) {
            assertThat(limpid("load").exitCode()).isEqualTo(1);
        } finally {
            System.setErr(before);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("another process works on a load test in");
    }

    /** Nothing listens at the port that the image's name has for a registry. */
    @Test
    void anImageThatCanNotBeHadIsNamed() {
        assumeTrue(ContainerRuntime.isDockerThere(), "Docker is not here: no image can be asked for");

        assertThatThrownBy(() -> new ContainerImages("localhost:1/none:1", ContainerImages.SERVICES).requireThere())
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("the image localhost:1/none:1 can't be had: ");
    }

    private static boolean hasImage(String name) {
        return !DockerClientFactory.lazyClient()
                .listImagesCmd()
                .withImageNameFilter(name)
                .exec()
                .isEmpty();
    }
}
