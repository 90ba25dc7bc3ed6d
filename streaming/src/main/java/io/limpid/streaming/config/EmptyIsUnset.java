package io.limpid.streaming.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A setting of ours that is there but empty, such as {@code LIMPID_LINGER=} in a file of variables, counts as not set: its default holds. Without
 * it such a service ends with a message on converters. All services find this class by the service loader.
 */
public final class EmptyIsUnset implements SmallRyeConfigBuilderCustomizer {
    private static final String OURS = "limpid.";

    /** Behind what chooses the profile's value, before what expands expressions: defaults may hold some. */
    private static final int PRIORITY = Priorities.LIBRARY + 250;

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        // the mappings add their defaults to this very map, some of them later
        Map<String, String> defaults = builder.getDefaultValues();
        builder.withInterceptorFactories(new ConfigSourceInterceptorFactory() {
            @Override
            public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
                return (below, name) -> withDefault(below.proceed(name), name, defaults);
            }

            @Override
            public OptionalInt getPriority() {
                return OptionalInt.of(PRIORITY);
            }
        });
    }

    private static @Nullable ConfigValue withDefault(
            @Nullable ConfigValue found, String name, Map<String, String> defaults) {
        boolean empty = found != null
                && name.startsWith(OURS)
                && found.getValue() != null
                && found.getValue().isBlank();
        String usual = empty ? defaults.get(name) : null;
        return usual == null ? found : found.withValue(usual);
    }
}
