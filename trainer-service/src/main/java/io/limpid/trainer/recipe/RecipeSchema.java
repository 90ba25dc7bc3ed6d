package io.limpid.trainer.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;

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
        ObjectNode schema = new SchemaGenerator(config.build()).generateSchema(Recipe.class);
        ((ObjectNode) schema.path("$defs")).properties().forEach(named -> addType(named.getKey(), named.getValue()));
        return schema.toPrettyString();
    }

    /** A network's keys are those of its type, which each of them must therefore name. */
    private static void addType(String definition, JsonNode schema) {
        RecipeTypes.networkType(definition).ifPresent(type -> {
            ObjectNode network = (ObjectNode) schema;
            network.withObject("/properties").putObject(RecipeTypes.TYPE).put("const", type);
            network.putArray("required").add(RecipeTypes.TYPE);
        });
    }
}
