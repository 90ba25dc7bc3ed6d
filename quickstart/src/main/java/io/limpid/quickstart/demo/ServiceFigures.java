package io.limpid.quickstart.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be seen of a service from outside. */
final class ServiceFigures {
    private static final Pattern PROVIDER = Pattern.compile("limpid_provider\\{[^}]*provider=\"([^\"]+)\"");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private ServiceFigures() {}

    /** @param metrics as Prometheus reads them */
    static String provider(String metrics) {
        Matcher matcher = PROVIDER.matcher(metrics);
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    /** Linux says it; others don't, this way. */
    static OptionalLong residentMebibytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.map(RESIDENT::matcher)
                    .filter(Matcher::find)
                    .mapToLong(found -> Long.parseLong(found.group(1)) / 1024)
                    .findFirst();
        } catch (IOException unknown) {
            return OptionalLong.empty();
        }
    }
}
