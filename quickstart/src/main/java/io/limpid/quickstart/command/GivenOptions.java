package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options that were typed: none of them may be without effect. */
final class GivenOptions {
    private final ParseResult parsed;

    private GivenOptions(ParseResult parsed) {
        this.parsed = parsed;
    }

    /** @param spec of the command that runs */
    static GivenOptions of(CommandSpec spec) {
        return new GivenOptions(spec.commandLine().getParseResult());
    }

    boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    /** @throws CommandFailure when one of the options was given without what it belongs to */
    void requireWith(String owner, boolean isThere, String... options) {
        if (!isThere) {
            first(
                    options,
                    option -> CommandFailure.badInput(
                            option + " goes with " + owner + ", which was not given",
                            "leave " + option + " out, or give " + owner + " too"));
        }
    }

    /** @throws CommandFailure when one of the options was given together with what makes it useless */
    void requireWithout(String other, boolean isThere, String... options) {
        if (isThere) {
            first(
                    options,
                    option -> CommandFailure.badInput(
                            option + " does nothing together with " + other,
                            "leave " + option + " or " + other + " out"));
        }
    }

    private void first(String[] options, Function<String, CommandFailure> refusal) {
        Stream.of(options).filter(this::has).findFirst().map(refusal).ifPresent(failure -> {
            throw failure;
        });
    }
}
