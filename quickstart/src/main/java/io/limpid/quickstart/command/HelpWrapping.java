package io.limpid.quickstart.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Breaks help between words only. Picocli breaks after every hyphen and slash too, in the middle of options, paths and addresses; so
 * it is given all the width there could be, and its lines are broken here.
 */
final class HelpWrapping {
    private static final int ENDLESS = 10_000;
    private static final int HEADING = "Usage: ".length();
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    /** Up to a description beside what it describes, else up to the text. */
    private static final Pattern INDENT = Pattern.compile("^ *(?:\\S+(?: \\S+)* {2,}|--\\S+ )?");

    private final int width;

    HelpWrapping(int width) {
        this.width = width;
    }

    CommandLine applyTo(CommandLine line) {
        line.setUsageHelpWidth(ENDLESS);
        Map<String, IHelpSectionRenderer> sections = new LinkedHashMap<>();
        line.getHelpSectionMap()
                .forEach((name, section) -> sections.put(name, help -> {
                    String text = section.render(help);
                    return switch (name) {
                        case UsageMessageSpec.SECTION_KEY_SYNOPSIS ->
                            lines(" ".repeat(HEADING) + text, "").substring(HEADING);
                        case UsageMessageSpec.SECTION_KEY_FOOTER -> lines(text, " \\");
                        default -> lines(text, "");
                    };
                }));
        return line.setHelpSectionMap(sections);
    }

    /** @param continued at the end of a line that was broken: a command typed so goes on in the next line */
    private String lines(String text, String continued) {
        if (!text.endsWith("\n")) {
            // a heading, which goes on with the section after it
            return text;
        }
        return text.lines()
                .map(line -> broken(line, continued) + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private String broken(String rendered, String continued) {
        String line = rendered.stripTrailing();
        String plain = COLOUR.matcher(line).replaceAll("");
        if (plain.length() <= width) {
            return line;
        }
        Matcher indent = INDENT.matcher(plain);
        int column = indent.find() ? indent.end() : 0;
        String hanging = " ".repeat(continued.isEmpty() ? column : column + 4);
        StringBuilder broken = new StringBuilder(line.substring(0, indexOf(line, column)));
        int used = column;
        String separator = "";
        for (String word : line.substring(broken.length()).split(" ")) {
            int length = COLOUR.matcher(word).replaceAll("").length();
            if (!separator.isEmpty() && used + 1 + length + continued.length() > width) {
                broken.append(continued).append(System.lineSeparator()).append(hanging);
                used = hanging.length();
                separator = "";
            }
            broken.append(separator).append(word);
            used += separator.length() + length;
            separator = " ";
        }
        return broken.toString();
    }

    /** Where a column is in a line that has colours. */
    private static int indexOf(String line, int column) {
        Matcher colour = COLOUR.matcher(line);
        int index = 0;
        int passed = 0;
        while (passed < column) {
            if (colour.region(index, line.length()).lookingAt()) {
                index = colour.end();
            } else {
                index++;
                passed++;
            }
        }
        return index;
    }
}
