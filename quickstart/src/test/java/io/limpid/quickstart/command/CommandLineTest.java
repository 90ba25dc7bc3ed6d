package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.fixtures.SampleImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    @TempDir
    Path folder;

    private int run(String... arguments) {
        CommandLine line = Commands.line();
        line.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true));
        return line.execute(arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frobnicate                                  | frobnicate
            help frobnicate                             | expected a command of ./limpid, found 'frobnicate'
            help models frobnicate                      | expected a command of ./limpid models, found 'frobnicate'
            help publish photo.png                      | expected a command of ./limpid publish, found 'photo.png'
            publish                                     | expected image files
            publish no-such-file.png                    | there is no file no-such-file.png
            publish a.png --dataset mnist               | expected image files, --dataset, or
            publish --dataset nope                      | there is no data set nope
            publish --dataset synthetic --noise fog:1   | fog:1
            publish --dataset synthetic --count 0       | --count of at least 1
            publish --dataset synthetic --bootstrap x   | expected --bootstrap host:port, found 'x'
            publish --dataset synthetic --prefix a/b    | 'a/b'
            publish pom.xml --noise gaussian:1          | --noise goes with --dataset, which was not given
            publish pom.xml --every 2                   | --every goes with --video, which was not given
            publish --dataset mnist --watch src         | found several of them
            publish pom.xml --force                     | --force goes with --model, which was not given
            publish --watch src --grey                  | --grey goes with --video
            publish --video x.mp4 --settled 3           | --settled goes with --watch
            publish --video x.mp4 --timeout 3           | --timeout goes with --watch or --mjpeg
            publish --watch src --s3-endpoint http://x  | --s3-endpoint goes with --s3
            publish --dataset synthetic --journal x     | --journal goes with --watch or --s3
            consume --out x --s3-endpoint http://x      | --s3-endpoint goes with --out s3://BUCKET/PREFIX
            dead --all                                  | --all goes with --replay
            dead --replay --all --reason UNDECODABLE    | --reason does nothing together with --all
            dead --json --last 3                        | --last does nothing together with --json
            train mnist-denoiser --trainer http://x     | --trainer goes with --publish
            train mnist-denoiser --prefix x             | --prefix goes with --via-kafka
            demo --bootstrap 127.0.0.1:1                | --bootstrap goes with --running
            up --train --no-train                       | --train does nothing together with --no-train
            models first --shipped --limit 3            | --limit does nothing together with --shipped
            models publish pom.xml --range 0..255       | --range goes with --input
            models shadow cleaner --sign key.pem        | --sign goes with a FILE
            consume                                     | --out
            consume --out x --count 0                   | --count of at least 1
            train                                       | expected either a recipe or --resume RUN
            train x --resume y                          | expected either a recipe or --resume RUN
            train --resume y --epochs 2                 | --resume goes with
            train --resume ../../etc                    | there is no run ../../etc
            train --resume src/                         | has no recipe.yaml
            train --resume no-such-run                  | there is no run no-such-run
            systems --budget 0                          | --budget of more than 0
            bench --rounds 0                                       | expected --rounds of 1 to 100, found 0
            bench train --seconds 0                     | --seconds of 1
            train no-such-recipe                        | there is no recipe no-such-recipe
            train mnist-denoiser --epochs 0             | --epochs
            train mnist-denoiser --dataset nope         | there is no data set nope
            train mnist-denoiser --dataset folder:/none | there is no folder /none
            grid c2 --dataset pairs:/none               | there is no folder /none
            data check folder:/none                     | there is no folder /none
            train no-such-recipe --via-kafka            | there is no recipe no-such-recipe
            train x --via-kafka --runs y                | --via-kafka goes without --runs
            train x --via-kafka --bootstrap y           | expected --bootstrap host:port, found 'y'
            grid                                        | expected either a grid or --resume FOLDER
            grid no-such-grid                           | there is no grid no-such-grid
            grid no-such-recipe --over epochs=1,2       | there is no recipe no-such-recipe
            grid ../recipes/grids/c2.yaml --epochs 0    | --epochs
            grid ../recipes/grids/c2.yaml --by sparsity | better must be lower or higher for the metric sparsity
            grid --resume no-such-grid                  | there is no grid no-such-grid
            grid --resume some-grid --new               | --resume goes with
            compare                                     | RUN
            compare no-such-run                         | there is no run no-such-run
            demo --dataset nope                         | there is no data set nope
            demo --images 3                             | --images from 20
            demo --images many                          | --images
            demo --noise fog                            | fog
            demo --recipe no-such-recipe                | there is no recipe no-such-recipe
            demo --running --keep                       | --running goes without
            demo --running --bootstrap x                | expected --bootstrap host:port, found 'x'
            models first --epochs 0                     | --epochs
            models int8                                 | MODEL
            models int8 no-such-model                   | expected a model that comes with Limpid, a run or a file
            data fetch                                  | NAME
            data fetch nope                             | there is no data set nope
            data check nope                             | there is no data set nope
            data mnist                                  | mnist
            up --port 70000                             | --port from 1 to 65535
            up --denoiser-port 8085                     | found 8085 for both --denoiser-port and --studio-port
            up --port 8081                              | found 8081 for both --port and --denoiser-port
            up --studio-port 9082                       | found 9082 for both --studio-port and --classifier-port (health
            publish src                                 | src is a folder
            publish pom.xml                             | begins with the text '<?xml version="1
            """)
    void badInputIsToldInALineWithTheNextStep(String typed, String expected) {
        int exitCode = run(typed.split(" +"));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).startsWith("limpid: ").contains(expected).doesNotContain("\tat ");
        assertThat(err.toString().lines()).hasSize(2).last().asString().startsWith("  → ");
    }

    @Test
    void saysWhenNoBrokerAnswers() {
        int exitCode = run("publish", "--dataset", "synthetic", "--bootstrap", "127.0.0.1:1");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "limpid: no Kafka broker answers at 127.0.0.1:1",
                        "  → start one with ./limpid up --port 1, or name another with --bootstrap host:port");
    }

    @Test
    void helpListsTheCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains(List.of(
                        "demo", "up", "down", "publish", "consume", "train", "recipes", "grid", "compare", "systems",
                        "data"))
                .contains("Exit codes:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "publish", "models", "models publish", "help"})
    void helpIsACommandToo(String command) {
        StringWriter option = new StringWriter();
        Commands.line()
                .setOut(new PrintWriter(option, true))
                .execute((command + " --help").strip().split(" "));

        assertThat(run(("help " + command).split(" "))).isZero();

        assertThat(out.toString()).isEqualTo(option.toString()).startsWith(("Usage: limpid " + command).strip());
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "publish",
                "consume",
                "dead",
                "help",
                "completion",
                "models",
                "models list",
                "models publish",
                "models shadow",
                "models canary",
                "models promote",
                "models rollback",
                "models retire",
                "models key",
                "models int8",
                "models first"
            })
    void helpOfStreamCommandsShowsExamplesAndExitCodes(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Examples:", "./limpid " + command.split(" ")[0], "Exit codes:");
    }

    private static Stream<String> commands() {
        return commands("", Commands.line());
    }

    private static Stream<String> commands(String name, CommandLine command) {
        return Stream.concat(
                Stream.of(name),
                command.getSubcommands().entrySet().stream()
                        .flatMap(each -> commands((name + " " + each.getKey()).strip(), each.getValue())));
    }

    /** Where a word is longer than the line there is no room for it; there is none such. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void helpFitsIntoEightyColumnsAndBreaksNoWord(String name) {
        String[] typed = (name + " --help").strip().split(" ");
        CommandLine wide = Commands.line(10_000);
        CommandLine narrow = Commands.line(80);
        StringWriter whole = new StringWriter();

        wide.setOut(new PrintWriter(whole, true)).execute(typed);
        narrow.setOut(new PrintWriter(out, true)).execute(typed);

        assertThat(out.toString()).startsWith(("Usage: limpid " + name).strip());
        assertThat(out.toString().lines()).isNotEmpty().allMatch(line -> line.length() <= 80);
        // a description goes on in its own column, not in that of the options
        assertThat(out.toString().split("Examples:")[0].lines()).noneMatch(line -> line.matches(" {6}[a-z(].*"));
        assertThat(words(out.toString())).isEqualTo(words(whole.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models --prefix b. retire digits",
                "models --bootstrap 127.0.0.1:1 publish model.onnx",
                "models --json list",
                "bench --seconds 2 train"
            })
    void optionsInFrontOfASubcommandAreNotPassedOver(String typed) {
        assertThat(run(typed.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(typed.split(" ")[1] + " stands in front of", "expected it behind", "→");
    }

    @Test
    void wishesThatNoServiceFulfilsAreRefused(@TempDir Path folder) throws Exception {
        String picture = Files.write(folder.resolve("a.png"), SampleImages.greyPng(8, 8, 1))
                .toString();

        assertThat(run("publish", picture, "--accept", "image/webp")).isEqualTo(2);
        assertThat(err.toString()).contains("--accept", "image/jpeg", "found 'image/webp'");
        assertThat(run("publish", picture, "--model", "")).isEqualTo(2);
        assertThat(err.toString()).contains("expected --model NAME, found an empty name");
    }

    /** Not when the training is done. */
    @Test
    void aTrainerThatIsAwayIsToldBeforeTheTraining(@TempDir Path folder) {
        Path recipe = Path.of("../recipes/mnist-denoiser.yaml").toAbsolutePath();

        assertThat(run(
                        "train",
                        recipe.toString(),
                        "--publish",
                        "--trainer",
                        "http://127.0.0.1:1",
                        "--runs",
                        folder.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no trainer service answers at http://127.0.0.1:1");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatAllCommandsTakeMayStandAnywhere() {
        assertThat(run("--verbose", "data", "check", "synthetic")).isZero();
        assertThat(run("data", "--verbose", "check", "synthetic")).isZero();
    }

    /** Without the marks that a command goes on in the next line. */
    private static List<String> words(String help) {
        return List.of(help.replace("\\\n", "\n").strip().split("\\s+"));
    }

    @Test
    void dataThatIsDrawnNeedsNoFetchingAndNoCheck() {
        assertThat(run("data", "check", "synthetic", "--json")).isZero();
        assertThat(run("data", "fetch", "synthetic")).isZero();
        assertThat(run("data")).isZero();
    }

    @Test
    void picturesOfOnesOwnAreChecked() throws IOException {
        ImageIO.write(
                new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                folder.resolve("a.png").toFile());
        assertThat(run("data", "check", "folder:" + folder)).isZero();

        Files.write(folder.resolve("b.png"), new byte[] {1});
        assertThat(run("data", "check", "folder:" + folder)).isEqualTo(1);
        assertThat(err.toString()).contains("replace, convert or remove the files named");
    }

    @Test
    void showsAStackTraceWhenAsked() {
        assertThat(run("publish", folder.resolve("none.png").toString(), "--verbose"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("\tat ");
    }
}
