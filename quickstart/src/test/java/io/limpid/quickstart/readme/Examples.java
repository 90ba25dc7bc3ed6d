package io.limpid.quickstart.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.client.ImageRefusedException;
import io.limpid.client.ImageRequest;
import io.limpid.client.LimpidClient;
import io.limpid.client.Result;
import io.limpid.fixtures.SampleImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Runs what {@code examples/} shows, each where its language and libraries are or can be had, and the Java library, on a stream that is up. */
final class Examples {
    private static final Path FOLDER = Path.of("../examples").toAbsolutePath().normalize();
    private static final Path PROTO =
            Path.of("../contracts/src/main/proto").toAbsolutePath().normalize();
    private static final String PYTHON = "/usr/bin/python3";

    private final CommandRunner commands;
    private final String bootstrap;
    private final Path folder;
    private final Path picture;

    Examples(CommandRunner commands, String bootstrap, Path folder, Path picture) {
        this.commands = commands;
        this.bootstrap = bootstrap;
        this.folder = folder;
        this.picture = picture;
    }

    void run() throws Exception {
        java();
        shell();
        javaScript();
        python();
        deadLettersAreListedAndSentAgain();
    }

    private void java() throws Exception {
        try (LimpidClient client = LimpidClient.builder(bootstrap).connect()) {
            List<CompletionStage<Result.Labelled>> asked = IntStream.range(0, 20)
                    .mapToObj(seed -> ImageRequest.ofFile(SampleImages.greyPng(28, 28, seed))
                            .withKey("java"))
                    .map(client::denoiseAndLabel)
                    .toList();
            for (CompletionStage<Result.Labelled> answer : asked) {
                Result.Labelled labelled = answer.toCompletableFuture().get(60, TimeUnit.SECONDS);
                assertThat(labelled.classification().getLabel()).isNotEmpty();
                assertThat(labelled.frame().orElseThrow().getLatentList()).isNotEmpty();
            }
            ImageRequest broken = ImageRequest.of("no png".getBytes(StandardCharsets.UTF_8), "image/png")
                    .withKey("broken");
            assertThatThrownBy(
                            () -> client.denoise(broken).toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(ImageRefusedException.class)
                    .hasMessageContaining("image broken was refused by the denoiser, UNDECODABLE");
        }
    }

    private void shell() throws Exception {
        if (!isThere("kcat", "-V")) {
            System.out.println("kcat is not here: examples/shell is not run");
            return;
        }
        String label =
                commands.ok(List.of(FOLDER.resolve("shell/denoise.sh").toString(), bootstrap, picture.toString()));
        assertThat(new ObjectMapper().readTree(label).path("label").asText()).isNotEmpty();
    }

    private void javaScript() throws Exception {
        // beside the messages, as in the checkout
        Path copy = Files.createDirectories(folder.resolve("checkout/examples")).resolve("javascript");
        Files.createDirectories(copy);
        for (String file : List.of("package.json", "denoise.js")) {
            Files.copy(FOLDER.resolve("javascript").resolve(file), copy.resolve(file));
        }
        Path proto = Files.createDirectories(folder.resolve("checkout/contracts/src/main"));
        Files.createSymbolicLink(proto.resolve("proto"), PROTO);
        if (!isThere("node", "--version")
                || !isThere(
                        "npm", "install", "--prefix", copy.toString(), "--ignore-scripts", "--no-audit", "--no-fund")) {
            System.out.println("node, npm or npm's packages can't be had here: examples/javascript is not run");
            return;
        }
        runsWell(List.of("node", copy.resolve("denoise.js").toString()), "javascript.png");
    }

    private void python() throws Exception {
        Path generated = Files.createDirectories(folder.resolve("generated"));
        if (!isThere(PYTHON, "-c", "import confluent_kafka, google.protobuf")
                || !isThere(FOLDER.resolve("python/generate.sh").toString(), generated.toString())) {
            System.out.println(
                    "python3 with confluent_kafka and protobuf, or protoc, is not here: examples/python is not run");
            return;
        }
        List<String> example = List.of(
                "env",
                "LIMPID_GENERATED=" + generated,
                PYTHON,
                "-B",
                FOLDER.resolve("python/denoise.py").toString());
        runsWell(example, "python.png");
        saysWhatIsMissing(
                example, List.of("127.0.0.1:1", picture.toString()), "no Kafka broker answers at 127.0.0.1:1");
        saysWhatIsMissing(example, List.of(bootstrap, "no-such.png"), "no-such.png");
    }

    private void saysWhatIsMissing(List<String> example, List<String> arguments, String expected) throws Exception {
        List<String> command = new ArrayList<>(example);
        command.addAll(arguments);
        command.add(folder.resolve("never.png").toString());

        CommandRunner.Ended ended = commands.run(command);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains(expected).doesNotContain("Traceback");
    }

    private void runsWell(List<String> example, String cleanName) throws Exception {
        Path clean = folder.resolve(cleanName);
        List<String> command = new ArrayList<>(example);
        command.addAll(List.of(bootstrap, picture.toString(), clean.toString()));

        String told = commands.ok(command);

        assertThat(told).contains("denoised by mnist-denoiser", "latent values");
        assertThat(ImageIO.read(clean.toFile()).getWidth()).isEqualTo(28);
    }

    private void deadLettersAreListedAndSentAgain() throws Exception {
        assertThat(commands.ok("dead", "--bootstrap", bootstrap))
                .contains("broken", "UNDECODABLE", "dead letters: ", " 1 UNDECODABLE at ");
        assertThat(commands.ok("dead", "--reason", "UNDECODABLE", "--replay", "--bootstrap", bootstrap))
                .contains("1 sent again");
    }

    private boolean isThere(String... command) throws InterruptedException {
        try {
            return commands.run(List.of(command)).exitCode() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
