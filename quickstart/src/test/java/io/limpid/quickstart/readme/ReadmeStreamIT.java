package io.limpid.quickstart.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.broker.Ports;
import io.limpid.fixtures.SampleImages;
import io.limpid.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's commands for one's own images, and all it shows of the services that are up then. */
class ReadmeStreamIT {
    @TempDir
    Path folder;

    private CommandRunner commands;

    @BeforeEach
    void prepare() throws IOException {
        commands = new CommandRunner(folder.resolve("home"));
        commands.prepare();
    }

    @Test
    void onesOwnImagesComeBackCleanAndLabelled() throws Exception {
        int broker = Ports.free();
        int trainer = Ports.free();
        int denoiser = Ports.free();
        int classifier = Ports.free();
        String bootstrap = "127.0.0.1:" + broker;
        String[] up = {
            "up",
            "--port",
            Integer.toString(broker),
            "--denoiser-port",
            Integer.toString(denoiser),
            "--classifier-port",
            Integer.toString(classifier),
            "--studio-port",
            Integer.toString(Ports.free()),
            "--trainer-port",
            Integer.toString(trainer)
        };
        Path picture = Files.write(folder.resolve("digit.png"), SampleImages.greyPng(28, 28, 1));
        try {
            commands.ok(up);
            assertThat(commands.ok(up)).contains("already up");
            assertThat(commands.limpid("up", "--port", Integer.toString(broker + 1), "--train"))
                    .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(2))
                    .satisfies(refused ->
                            assertThat(refused.output()).contains("--port, --train would be without effect"));
            onTheFirstDay(bootstrap, denoiser);
            trainAndPublish("http://127.0.0.1:" + trainer);
            commands.ok("down");
            String served = modelOf("mnist-denoiser");
            // a later one that is not published
            commands.ok("train", "mnist-denoiser", "--dataset", "synthetic", "--limit", "256");
            assertThat(commands.ok(up))
                    .contains("mnist-denoiser", "is live, comes with Limpid", "serve once they are published")
                    .containsPattern("documents [0-9]+ is retired");
            assertThat(models(bootstrap, "--json"))
                    .contains(Path.of(served).getParent().getFileName().toString());

            commands.ok("publish", "--dataset", "synthetic", "--count", "100", "--bootstrap", bootstrap);
            commands.ok("publish", picture.toString(), "--bootstrap", bootstrap);
            int images = ShippedModelsServe.IMAGES + 101;
            Path cleaned = folder.resolve("cleaned");
            commands.ok(
                    "consume",
                    "--out",
                    cleaned.toString(),
                    "--from-beginning",
                    "--count",
                    Integer.toString(images),
                    "--timeout",
                    "60",
                    "--bootstrap",
                    bootstrap);

            try (Stream<Path> files = Files.list(cleaned)) {
                assertThat(files.filter(file -> file.toString().endsWith(".png")))
                        .hasSize(images);
            }
            assertThat(Files.readAllLines(cleaned.resolve("labels.csv")))
                    .hasSize(1 + ShippedModelsServe.LABELLED + 101);
            withKcat(bootstrap, picture, images + 1);
            new Examples(commands, bootstrap, folder, picture).run();
            byHttp(denoiser, classifier, picture);
            withCurl(trainer);
            onTheRunningStream(bootstrap);
            byKafka(bootstrap);
            modelsInLife(bootstrap);
        } finally {
            commands.ok("down", "--wipe");
        }
    }

    private void trainAndPublish(String trainer) throws Exception {
        for (String recipe : List.of("mnist-classifier", "mnist-denoiser", "mnist-latent-head")) {
            commands.ok(
                    "train",
                    "recipes/" + recipe + ".yaml",
                    "--dataset",
                    "synthetic",
                    "--limit",
                    "1000",
                    "--publish",
                    "--trainer",
                    trainer);
        }
    }

    /** Nothing was trained: what comes with Limpid serves, and what is retired then is not put live by the next start. */
    private void onTheFirstDay(String bootstrap, int denoiser) throws Exception {
        Path page = folder.resolve("home/docs/page.png");
        Path landscape = folder.resolve("home/docs/landscape.png");
        String denoise = "http://localhost:" + denoiser + "/denoise";

        new ShippedModelsServe(commands, bootstrap, folder).run();
        String ofPage = curl("--data-binary", "@" + page, denoise, "-D", "-", "-o", "/dev/null");
        String ofLandscape = curl("--data-binary", "@" + landscape, denoise, "-D", "-", "-o", "/dev/null");
        String asked =
                curl("-H", "model: documents", "--data-binary", "@" + landscape, denoise, "-D", "-", "-o", "/dev/null");

        assertThat(ofPage).contains("limpid-model: documents");
        assertThat(ofLandscape).contains("limpid-model: photo-grey");
        assertThat(asked).contains("limpid-model: documents");
        assertThat(models(bootstrap, "retire", "documents")).contains("runs it no more");
    }

    private static boolean hasKcat() {
        return Files.isExecutable(Path.of("/usr/bin/kcat"));
    }

    /** The README's lines for kcat, where it is installed. */
    private void withKcat(String bootstrap, Path picture, int images) throws Exception {
        if (!hasKcat()) {
            System.out.println("kcat is not here: the README's lines for it are not run");
            return;
        }
        commands.ok(List.of(
                "kcat",
                "-P",
                "-b",
                bootstrap,
                "-t",
                "images.noisy",
                "-k",
                "camera-7",
                "-H",
                "content-type=image/png",
                picture.toString()));
        commands.ok(
                "consume",
                "--out",
                folder.resolve("again").toString(),
                "--from-beginning",
                "--count",
                Integer.toString(images),
                "--timeout",
                "60",
                "--bootstrap",
                bootstrap);
        CommandRunner.Ended labels = commands.run(List.of(
                "kcat",
                "-C",
                "-b",
                bootstrap,
                "-t",
                "images.labels",
                "-X",
                "isolation.level=read_committed",
                "-o",
                "beginning",
                "-e"));
        assertThat(labels.output()).contains("\"id\":\"camera-7\"");
    }

    /** What the containers' lines run inside of them. */
    private void onTheRunningStream(String bootstrap) throws Exception {
        assertThat(models(bootstrap, "first", "--dataset", "synthetic"))
                .contains(
                        "mnist-classifier serves already",
                        "mnist-denoiser serves already",
                        "mnist-latent-head serves already");

        CommandRunner.Ended demo = commands.limpid(
                "demo",
                "--running",
                "--dataset",
                "synthetic",
                "--images",
                "60",
                "--report",
                "-",
                "--json",
                "--bootstrap",
                bootstrap);

        assertThat(demo.exitCode()).as(demo.output()).isZero();
        assertThat(demo.output())
                .contains("<html", "PSNR, dB", "\"lost\":0", "\"duplicated\":0")
                .doesNotContain("train_seconds", "denoiser_ready_seconds");
    }

    /** The README's lines for direct calls: the same picture, without the stream. */
    private void byHttp(int denoiser, int classifier, Path picture) throws Exception {
        Path details = folder.resolve("details.txt");
        Path clean = folder.resolve("clean.png");
        String denoise = "http://localhost:" + denoiser + "/denoise";
        String noisy = "@" + picture;

        curl("--data-binary", noisy, denoise, "-D", details.toString(), "-o", clean.toString());
        String label = curl("--data-binary", "@" + clean, "http://localhost:" + classifier + "/classify");
        String model = curl("http://localhost:" + denoiser + "/v2/models/digits");
        String frame = curl(
                "-H", "content-type: image/png", "-H", "accept: application/json", "--data-binary", noisy, denoise);

        assertThat(Files.readString(details))
                .contains("200 OK", "limpid-model: mnist-denoiser", "limpid-anomaly-score: ");
        assertThat(ImageIO.read(clean.toFile()).getWidth()).isEqualTo(28);
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(label).path("head").asText()).isEqualTo("FRAME");
        assertThat(json.readTree(model).at("/inputs/0/shape").toString()).isEqualTo("[-1,1,28,28]");
        assertThat(json.readTree(frame).path("latent")).isNotEmpty();
    }

    private String curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "--fail-with-body"));
        command.addAll(List.of(arguments));
        return commands.ok(command);
    }

    /** The README's lines for curl: a training is ordered, watched to its end, and listed. */
    private void withCurl(int trainer) throws Exception {
        String address = "http://localhost:" + trainer + "/trainings";
        CommandRunner.Ended ordered = commands.run(List.of(
                "curl",
                "-s",
                "-X",
                "POST",
                address,
                "-H",
                "content-type: application/json",
                "-d",
                "{\"recipe\": \"mnist-denoiser\", \"epochs\": 1, \"dataset\": \"synthetic\", \"limit\": 256}"));
        String id = new ObjectMapper().readTree(ordered.output()).path("id").asText();
        assertThat(id).as(ordered.output()).isNotEmpty();

        CommandRunner.Ended events = commands.run(List.of("curl", "-s", "-N", address + "/" + id + "/events"));

        assertThat(events.output()).contains("event:epoch", "finished");
    }

    /** The README's lines for trainings by Kafka; they run in the order they were asked for. */
    private void byKafka(String bootstrap) throws Exception {
        String request = "{\"recipe\": \"mnist-denoiser\", \"epochs\": 1, \"dataset\": \"synthetic\", \"limit\": 256}";
        if (hasKcat()) {
            commands.ok(List.of(
                    "sh",
                    "-c",
                    "echo '" + request + "' | kcat -P -b " + bootstrap
                            + " -t training.requests -k ask-1 -H content-type=application/json"));
        }

        String trained = commands.ok(
                "train",
                "mnist-denoiser",
                "--via-kafka",
                "--epochs",
                "1",
                "--publish",
                "--dataset",
                "synthetic",
                "--limit",
                "256",
                "--bootstrap",
                bootstrap);

        assertThat(trained).contains("epoch 1 done", "psnr_denoised", "published mnist-denoiser version");
        if (hasKcat()) {
            // protobuf holds more than text
            CommandRunner.Ended events = commands.run(List.of(
                    "sh", "-c", "kcat -C -b " + bootstrap + " -t training -o beginning -e | tr -cd '[:print:]'"));
            assertThat(events.output()).contains("ask-1", "psnr_denoised");
        }
    }

    /** The README's lines for models, on the services that are up. */
    private void modelsInLife(String bootstrap) throws Exception {
        assertThat(models(bootstrap)).contains("mnist-denoiser", "live", "denoiser denoiser-local");
        assertThat(models(bootstrap, "shadow", modelOf("mnist-denoiser")))
                .contains("denoiser denoiser-local runs it as shadow");
        commands.ok("publish", "--dataset", "synthetic", "--count", "50", "--bootstrap", bootstrap);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> models(bootstrap, "list", "--json").contains("\"psnr\":"));
        assertThat(models(bootstrap, "canary", "mnist-denoiser", "--share", "0.1"))
                .contains("runs it as canary");
        assertThat(models(bootstrap, "promote", "mnist-denoiser")).contains("runs it as live");
        assertThat(models(bootstrap, "rollback", "mnist-denoiser")).contains("runs it as live");
        assertThat(models(bootstrap, "retire", "mnist-denoiser")).contains("runs it no more");

        Path key = folder.resolve("model-key.pem");
        commands.ok("models", "key", key.toString());
        Path elsewhere = Files.write(
                folder.resolve("model.onnx"),
                new OnnxGraph()
                        .input("input", 1, 3, "h", "w")
                        .output("output", 1, 3, "h", "w")
                        .node("Identity", List.of("input"), "output")
                        .bytes(Map.of()));
        assertThat(models(
                        bootstrap,
                        "publish",
                        elsewhere.toString(),
                        "--name",
                        "cleaner",
                        "--input",
                        "input:1x3xHxW",
                        "--output",
                        "output",
                        "--range",
                        "0..255",
                        "--sign",
                        key.toString()))
                .contains("denoiser denoiser-local runs it as live");
    }

    private String modelOf(String name) throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("home/runs"))) {
            return runs.filter(run -> run.getFileName().toString().endsWith(name))
                    .map(run -> run.resolve("model.onnx").toString())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String models(String bootstrap, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("models"));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--bootstrap", bootstrap));
        return commands.ok(arguments.toArray(String[]::new));
    }
}
