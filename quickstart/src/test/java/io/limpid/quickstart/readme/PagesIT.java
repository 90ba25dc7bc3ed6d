package io.limpid.quickstart.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.broker.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every block of docs/ that calls {@code ./limpid}, as it stands there, on one stream, which the tutorial starts and ends. */
class PagesIT {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final String TUTORIAL = "tutorial.md";

    @TempDir
    Path folder;

    private Path home;
    private CommandRunner commands;
    private int denoiserManagement;

    @BeforeEach
    void prepare() throws IOException {
        home = folder.resolve("home");
        commands = new CommandRunner(home);
        commands.prepare();
        int broker = Ports.free();
        int denoiser = Ports.free();
        int trainer = Ports.free();
        denoiserManagement = denoiser + 1000;
        commands.prepareScript(
                "127.0.0.1:" + broker,
                List.of(
                        "--port",
                        Integer.toString(broker),
                        "--denoiser-port",
                        Integer.toString(denoiser),
                        "--classifier-port",
                        Integer.toString(Ports.free()),
                        "--studio-port",
                        Integer.toString(Ports.free()),
                        "--trainer-port",
                        Integer.toString(trainer)),
                List.of("--trainer", "http://127.0.0.1:" + trainer));
    }

    private static List<String> blocks(String page) throws IOException {
        return BLOCK.matcher(Files.readString(DOCS.resolve(page)))
                .results()
                .map(match -> match.group(1))
                .filter(block -> block.contains("./limpid "))
                .toList();
    }

    private String run(String block) throws IOException, InterruptedException {
        String here = block.replace("localhost:9081", "localhost:" + denoiserManagement);
        return commands.ok(List.of("bash", "-euo", "pipefail", "-c", here));
    }

    @Test
    void everyCommandOfThePagesRuns() throws Exception {
        List<String> tutorial = blocks(TUTORIAL);
        StringBuilder said = new StringBuilder();
        try {
            for (String block : tutorial.subList(0, tutorial.size() - 1)) {
                said.append(run(block));
            }
            assertThat(said)
                    .contains("100 images in photos", "60 images published", "60 images and 60 labels in cleaned")
                    .contains("natural-unet", "61 images and 61 labels in cleaned", "\"status\": \"UP\"");
            assertThat(home.resolve("cleaned/mine.png")).isRegularFile();
            assertThat(home.resolve("cleaned/synthetic-1.png")).isRegularFile();
            for (String page : otherPages()) {
                for (String block : blocks(page)) {
                    said.append(run(block));
                }
            }
            assertThat(said).contains("5 images published", "no dead letters");
        } finally {
            run(tutorial.get(tutorial.size() - 1));
        }
    }

    private static List<String> otherPages() throws IOException {
        try (Stream<Path> pages = Files.list(DOCS)) {
            return pages.map(page -> page.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals(TUTORIAL))
                    .sorted()
                    .toList();
        }
    }

    /** What a page links to in this repository exists. */
    @Test
    void everyLinkOfThePagesLeadsSomewhere() throws IOException {
        for (String page : otherPages()) {
            String text = Files.readString(DOCS.resolve(page));
            for (MatchResult link : Pattern.compile("\\]\\((?!https?:)([^)#]+)\\)")
                    .matcher(text)
                    .results()
                    .toList()) {
                assertThat(DOCS.resolve(link.group(1))).as("link of %s", page).exists();
            }
        }
    }
}
