package io.limpid.trainer.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The JSON schema of recipes, for editors: made of the same types that read them. */
public final class RecipeSchema {
    private RecipeSchema() {}

    /** JSON Schema, draft 2020-12. */
    public static String json() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY, JacksonOption.ALWAYS_REF_SUBTYPES))
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.DEFINITIONS_FOR_ALL_OBJECTS)
                .without(Option.NULLABLE_FIELDS_BY_DEFAULT);
        config.forFields()
                .withRequiredCheck(field -> limited(field, Required.class) != null)
                .withStringPatternResolver(RecipeSchema::pattern)
                .withNumberInclusiveMinimumResolver(
                        field -> bound(field, Limits::least, limits -> !limits.leastExcluded()))
                .withNumberExclusiveMinimumResolver(field -> bound(field, Limits::least, Limits::leastExcluded))
                .withNumberInclusiveMaximumResolver(
                        field -> bound(field, Limits::most, limits -> !limits.mostExcluded()))
                .withNumberExclusiveMaximumResolver(field -> bound(field, Limits::most, Limits::mostExcluded))
                .withNumberMultipleOfResolver(RecipeSchema::multipleOf);
        ObjectNode schema = new SchemaGenerator(config.build()).generateSchema(Recipe.class);
        ((ObjectNode) schema.path("$defs")).properties().forEach(named -> addType(named.getKey(), named.getValue()));
        return schema.toPrettyString();
    }

    /** A list's annotation is that of its numbers. */
    private static <A extends Annotation> @Nullable A limited(FieldScope field, Class<A> annotation) {
        return field.getAnnotationConsideringFieldAndGetter(annotation);
    }

    private static @Nullable BigDecimal bound(
            FieldScope field, ToDoubleFunction<Limits> end, Predicate<Limits> applies) {
        Limits limits = limited(field, Limits.class);
        return limits == null || !applies.test(limits) || Double.isInfinite(end.applyAsDouble(limits))
                ? null
                : new BigDecimal(Values.number(end.applyAsDouble(limits)));
    }

    private static @Nullable BigDecimal multipleOf(FieldScope field) {
        Limits limits = limited(field, Limits.class);
        return limits == null || limits.multipleOf() == 1 ? null : BigDecimal.valueOf(limits.multipleOf());
    }

    private static @Nullable String pattern(FieldScope field) {
        boolean name = field.getDeclaringType().getErasedType() == Recipe.class
                && field.getDeclaredName().equals("name");
        return name ? "^" + Recipe.NAME.pattern() + "$" : null;
    }

    /** A network's keys are those of its type, which each of them must therefore name. */
    private static void addType(String definition, JsonNode schema) {
        RecipeTypes.networkType(definition).ifPresent(type -> {
            ObjectNode network = (ObjectNode) schema;
            network.withObject("/properties").putObject(RecipeTypes.TYPE).put("const", type);
            network.withArray("/required").add(RecipeTypes.TYPE);
        });
    }
}
