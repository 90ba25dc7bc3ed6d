package io.limpid.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What SECURITY.md promises is held by tests that exist. */
class SecurityPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        String page = Files.readString(ROOT.resolve("SECURITY.md"));
        List<MatchResult> named = NAMED.matcher(page).results().toList();

        assertThat(named).hasSizeGreaterThan(30);
        for (MatchResult one : named) {
            assertThat(isTest(sourceOf(one.group(1)), one.group(2)))
                    .as("%s is the name of a test", one.group())
                    .isTrue();
        }
    }

    @Test
    void everyThreatNamesATest() throws IOException {
        List<String> rows = Files.readAllLines(ROOT.resolve("SECURITY.md")).stream()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---") && !line.endsWith("| test |"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(20).allMatch(row -> NAMED.matcher(row)
                .find());
    }

    /** Whether an annotation for tests stands between that method and the one before it. */
    private static boolean isTest(String source, String method) {
        int place = source.indexOf(" void " + method + "(");
        if (place < 0) {
            return false;
        }
        String before = source.substring(0, place);
        int annotation = Math.max(before.lastIndexOf("@Test"), before.lastIndexOf("@ParameterizedTest"));
        return annotation > before.lastIndexOf(" void ");
    }

    private static String sourceOf(String test) throws IOException {
        List<Path> modules;
        try (Stream<Path> folders = Files.list(ROOT)) {
            modules = folders.map(folder -> folder.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
        }
        for (Path module : modules) {
            try (Stream<Path> files = Files.walk(module)) {
                List<Path> found =
                        files.filter(file -> file.endsWith(test + ".java")).collect(Collectors.toList());
                if (!found.isEmpty()) {
                    return Files.readString(found.get(0));
                }
            }
        }
        return "";
    }
}
