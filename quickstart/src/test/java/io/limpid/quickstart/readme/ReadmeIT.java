package io.limpid.quickstart.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.fixtures.SampleImages;
import io.limpid.onnx.OnnxGraph;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

/** Runs the README's commands, on synthetic digits and with little training, so that they need no data and little time. */
class ReadmeIT {
    private static final List<String> FIGURES = List.of(
            "dataset",
            "noise",
            "images",
            "lost",
            "duplicated",
            "out_of_order",
            "psnr_noisy",
            "psnr_denoised",
            "ssim_noisy",
            "ssim_denoised",
            "accuracy_clean",
            "accuracy_noisy",
            "accuracy_denoised",
            "images_per_second",
            "latency_p50_ms",
            "latency_p99_ms",
            "train_seconds",
            "denoiser_ready_seconds",
            "total_seconds",
            "provider");

    @TempDir
    Path folder;

    private CommandRunner commands;

    @BeforeEach
    void prepare() throws IOException {
        commands = new CommandRunner(folder.resolve("home"));
        commands.prepare();
    }

    @Test
    void theDemoStreamsImagesAndMeasuresWhatCameBack() throws Exception {
        CommandRunner.Ended demo =
                commands.limpid("demo", "--dataset", "synthetic", "--limit", "4000", "--images", "2000", "--json");

        assertThat(demo.exitCode()).as(demo.output()).isZero();
        String[] lines = demo.output().strip().split("\n");
        JsonNode figures = new ObjectMapper().readTree(lines[lines.length - 1]);
        assertThat(FIGURES)
                .allSatisfy(name -> assertThat(figures.has(name)).as(name).isTrue());
        assertThat(figures.path("dataset").asText()).isEqualTo("synthetic");
        assertThat(figures.path("images").asInt()).isEqualTo(2000);
        assertThat(figures.path("lost").asInt()).isZero();
        assertThat(figures.path("duplicated").asInt()).isZero();
        assertThat(figures.path("out_of_order").asInt()).isZero();
        assertThat(figures.path("psnr_denoised").asDouble())
                .isGreaterThan(figures.path("psnr_noisy").asDouble() + 1);
        assertThat(figures.path("accuracy_denoised").asDouble())
                .isGreaterThan(figures.path("accuracy_noisy").asDouble());
        String report = Files.readString(folder.resolve("home/demo/report.html"));
        assertThat(report).contains("data:image/png;base64,").doesNotContain("<script src");
    }

    @Test
    void trainingsAreListedComparedVariedAndMeasured() throws Exception {
        ok("recipes");
        ok("recipes", "--schema");
        ok("data");
        for (String recipe : List.of("mnist-classifier", "mnist-denoiser")) {
            ok("train", "recipes/" + recipe + ".yaml", "--dataset", "synthetic", "--limit", "500", "--set", "batch=64");
        }
        ok("compare", "mnist-denoiser", "mnist-classifier");
        ok(
                "grid",
                "recipes/mnist-denoiser.yaml",
                "--over",
                "network.latent=8,16",
                "--by",
                "psnr_denoised",
                "--dataset",
                "synthetic",
                "--limit",
                "256");
        ok("bench", "train", "mnist-denoiser", "--seconds", "1");
        ok("systems", "--budget", "0.5", "--only", "b1-mlp-1", "--limit", "256");
        assertThat(folder.resolve("home/systems/systems.html")).content().contains("b1-mlp-1", "9.47");
    }

    /** Exit code 1 where there is none, with what is missing. */
    @Test
    void theGpuIsDiagnosed() throws Exception {
        CommandRunner.Ended gpu = commands.limpid("gpu");

        assertThat(gpu.exitCode()).isBetween(0, 1);
        assertThat(gpu.output()).contains("NVIDIA driver, libcuda.so.1", "cuDNN 9", "models run on the");
    }

    @Test
    void theStreamIsMeasuredBesideItsPeers() throws Exception {
        CommandRunner.Ended bench = commands.limpid(
                "bench", "--seconds", "2", "--warm-up", "1", "--rounds", "1", "--batches", "8", "--json");

        assertThat(bench.exitCode()).as(bench.output()).isZero();
        String[] lines = bench.output().strip().split("\n");
        JsonNode figures = new ObjectMapper().readTree(lines[lines.length - 1]);
        assertThat(figures.path("streams")).hasSize(6).allSatisfy(row -> assertThat(
                        row.path("images_per_second").asDouble())
                .isPositive());
        assertThat(figures.path("latency")).hasSize(3);
        assertThat(figures.path("scaling")).hasSize(3);
        assertThat(figures.path("feed_forward")).hasSize(1);
        assertThat(folder.resolve("home/bench-report/report.html")).content().contains("data:image/png;base64,");
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

    @Test
    void onesOwnImagesComeBackCleanAndLabelled() throws Exception {
        int broker = freePort();
        int trainer = freePort();
        int denoiser = freePort();
        int classifier = freePort();
        String bootstrap = "127.0.0.1:" + broker;
        for (String recipe : List.of("mnist-classifier", "mnist-denoiser", "mnist-latent-head")) {
            ok("train", "recipes/" + recipe + ".yaml", "--dataset", "synthetic", "--limit", "1000");
        }
        Path picture = Files.write(folder.resolve("digit.png"), SampleImages.greyPng(28, 28, 1));
        try {
            ok(
                    "up",
                    "--port",
                    port(broker),
                    "--denoiser-port",
                    port(denoiser),
                    "--classifier-port",
                    port(classifier),
                    "--trainer-port",
                    port(trainer));

            ok("publish", "--dataset", "synthetic", "--count", "100", "--bootstrap", bootstrap);
            ok("publish", picture.toString(), "--bootstrap", bootstrap);
            Path cleaned = folder.resolve("cleaned");
            ok(
                    "consume",
                    "--out",
                    cleaned.toString(),
                    "--from-beginning",
                    "--count",
                    "101",
                    "--timeout",
                    "60",
                    "--bootstrap",
                    bootstrap);

            try (Stream<Path> files = Files.list(cleaned)) {
                assertThat(files.filter(file -> file.toString().endsWith(".png")))
                        .hasSize(101);
            }
            assertThat(Files.readAllLines(cleaned.resolve("labels.csv"))).hasSize(102);
            withKcat(bootstrap, picture);
            byHttp(denoiser, classifier, picture);
            withCurl(trainer);
            onTheRunningStream(bootstrap);
            byKafka(bootstrap);
            modelsInLife(bootstrap);
        } finally {
            ok("down", "--wipe");
        }
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
        CommandRunner.Ended label = curl("--data-binary", "@" + clean, "http://localhost:" + classifier + "/classify");
        CommandRunner.Ended model = curl("http://localhost:" + denoiser + "/v2/models/mnist-denoiser");
        CommandRunner.Ended frame = curl(
                "-H", "content-type: image/png", "-H", "accept: application/json", "--data-binary", noisy, denoise);

        assertThat(Files.readString(details))
                .contains("200 OK", "limpid-model: mnist-denoiser", "limpid-anomaly-score: ");
        assertThat(ImageIO.read(clean.toFile()).getWidth()).isEqualTo(28);
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(label.output()).path("head").asText()).isEqualTo("FRAME");
        assertThat(json.readTree(model.output()).at("/inputs/0/shape").toString())
                .isEqualTo("[-1,1,28,28]");
        assertThat(json.readTree(frame.output()).path("latent")).isNotEmpty();
    }

    private CommandRunner.Ended curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "--fail-with-body"));
        command.addAll(List.of(arguments));
        CommandRunner.Ended ended = commands.run(command);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended;
    }

    /** The README's lines for trainings by Kafka; they run in the order they were asked for. */
    private void byKafka(String bootstrap) throws Exception {
        String request = "{\"recipe\": \"mnist-denoiser\", \"epochs\": 1, \"dataset\": \"synthetic\", \"limit\": 256}";
        if (hasKcat()) {
            CommandRunner.Ended asked = commands.run(List.of(
                    "sh",
                    "-c",
                    "echo '" + request + "' | kcat -P -b " + bootstrap
                            + " -t training.requests -k ask-1 -H content-type=application/json"));
            assertThat(asked.exitCode()).as(asked.output()).isZero();
        }

        CommandRunner.Ended trained = commands.limpid(
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

        assertThat(trained.exitCode()).as(trained.output()).isZero();
        assertThat(trained.output()).contains("epoch 1 done", "psnr_denoised", "published mnist-denoiser version");
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
        ok("publish", "--dataset", "synthetic", "--count", "50", "--bootstrap", bootstrap);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> models(bootstrap, "list", "--json").contains("\"psnr\":"));
        assertThat(models(bootstrap, "canary", "mnist-denoiser", "--share", "0.1"))
                .contains("runs it as canary");
        assertThat(models(bootstrap, "promote", "mnist-denoiser")).contains("runs it as live");
        assertThat(models(bootstrap, "rollback", "mnist-denoiser")).contains("runs it as live");
        assertThat(models(bootstrap, "retire", "mnist-denoiser")).contains("runs it no more");

        Path key = folder.resolve("model-key.pem");
        ok("models", "key", key.toString());
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
        CommandRunner.Ended ended = commands.limpid(arguments.toArray(String[]::new));
        assertThat(ended.exitCode()).as("%s%n%s", arguments, ended.output()).isZero();
        return ended.output();
    }

    private static boolean hasKcat() {
        return Files.isExecutable(Path.of("/usr/bin/kcat"));
    }

    /** The README's lines for kcat, where it is installed. */
    private void withKcat(String bootstrap, Path picture) throws Exception {
        if (!hasKcat()) {
            System.out.println("kcat is not here: the README's lines for it are not run");
            return;
        }
        CommandRunner.Ended sent = commands.run(List.of(
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
        assertThat(sent.exitCode()).as(sent.output()).isZero();
        ok(
                "consume",
                "--out",
                folder.resolve("again").toString(),
                "--from-beginning",
                "--count",
                "102",
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

    private void ok(String... arguments) throws Exception {
        CommandRunner.Ended ended = commands.limpid(arguments);
        assertThat(ended.exitCode())
                .as("%s%n%s", List.of(arguments), ended.output())
                .isZero();
    }

    private static String port() throws IOException {
        return port(freePort());
    }

    private static String port(int number) {
        return Integer.toString(number);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
