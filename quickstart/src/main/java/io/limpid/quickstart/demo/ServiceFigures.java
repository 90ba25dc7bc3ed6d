package io.limpid.quickstart.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be seen of a service from outside. */
final class ServiceFigures {
    private static final Pattern PROVIDER = Pattern.compile("limpid_provider\\{[^}]*provider=\"([^\"]+)\"");

    private ServiceFigures() {}

    /** @param metrics as Prometheus reads them */
    static String provider(String metrics) {
        Matcher matcher = PROVIDER.matcher(metrics);
        return matcher.find() ? matcher.group(1) : "unknown";
    }
}
