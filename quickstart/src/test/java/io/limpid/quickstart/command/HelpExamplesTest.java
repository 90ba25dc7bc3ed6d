package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.models.ShippedModel;
import io.limpid.models.ShippedModels;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParseResult;

/** What the help shows as an example can be typed, with what is written in capitals put in. */
class HelpExamplesTest {
    private static final String PREFIX = "./limpid ";
    /** Labels of arguments that name a model. */
    private static final Set<String> MODEL_LABELS = Set.of("NAME", "FILE|NAME", "MODEL", "NAME|FILE.onnx");

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpExamplesTest::commands));
    }

    private static List<String> examples() {
        return commands(Commands.line())
                .flatMap(command ->
                        Arrays.stream(command.getCommandSpec().usageMessage().footer()))
                .map(String::strip)
                .filter(line -> line.startsWith(PREFIX))
                .distinct()
                .toList();
    }

    /** Up to what a shell takes for itself. */
    private static ParseResult parse(String example) {
        String[] typed =
                example.substring(PREFIX.length()).split(" [|>] ")[0].strip().split(" +");
        return Commands.line().parseArgs(typed);
    }

    private static List<ParseResult> withSubcommands(ParseResult parsed) {
        return Stream.iterate(parsed, each -> each != null, ParseResult::subcommand)
                .toList();
    }

    /** Values of arguments that name a model, but for files. */
    private static List<String> models(ParseResult parsed) {
        return withSubcommands(parsed).stream()
                .filter(command -> command.commandSpec().qualifiedName().startsWith("limpid models"))
                .flatMap(command -> command.matchedArgs().stream())
                .filter(argument -> MODEL_LABELS.contains(argument.paramLabel()))
                .filter(ArgSpec::isPositional)
                .flatMap(argument -> argument.originalStringValues().stream())
                .filter(value -> !value.endsWith(".onnx"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsUnderstood(String example) {
        assertThat(withSubcommands(parse(example))).hasSizeGreaterThan(1);
    }

    /** Who has brought Limpid up and done nothing else has these, and no others. */
    @Test
    void examplesNameModelsThatComeWithLimpid() {
        List<String> named = examples().stream()
                .flatMap(example -> models(parse(example)).stream())
                .toList();

        assertThat(named)
                .hasSizeGreaterThan(5)
                .isSubsetOf(ShippedModels.all().stream().map(ShippedModel::name).collect(Collectors.toSet()));
    }
}
