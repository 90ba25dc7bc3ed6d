package io.limpid.sources;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a bucket: {@code s3://bucket/prefix}.
 *
 * @param bucket its name
 * @param prefix what the names of objects begin with; may be empty
 */
public record BucketAddress(String bucket, String prefix) {
    private static final Pattern FORM = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

    /** Whether that text means a bucket at all. */
    public static boolean isMeantBy(String text) {
        return text.startsWith("s3:");
    }

    /** @throws SourceException when it is not well formed */
    public static BucketAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw SourceException.badInput(
                    "expected s3://bucket/prefix, found '" + text + "'", "for instance s3://camera/today/");
        }
        return new BucketAddress(form.group(1), form.group(2) == null ? "" : form.group(2));
    }

    /** The name of an object here; of results, that means in a folder of the prefix. */
    public String inside(String name) {
        return prefix.isEmpty() || prefix.endsWith("/") ? prefix + name : prefix + "/" + name;
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
