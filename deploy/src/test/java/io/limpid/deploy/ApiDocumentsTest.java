package io.limpid.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents of the interfaces in {@code docs/} are what the code says. */
class ApiDocumentsTest {
    private static final Path ASYNC_API = Repository.ROOT.resolve("docs/asyncapi.yaml");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));

    @TempDir
    Path folder;

    @Test
    void theTopicsAreDescribedAsTheCodeHasThem() throws IOException {
        Path made = Files.createDirectories(Path.of("target")).resolve("asyncapi.yaml");
        YAML.writeValue(made.toFile(), AsyncApi.document());

        assertThat(ASYNC_API)
                .as("made anew: cp deploy/target/asyncapi.yaml docs/asyncapi.yaml")
                .hasSameTextualContentAs(made);
    }

    @Test
    void everyTopicAndHeaderIsDescribedAndEveryReferenceLeadsSomewhere() throws Exception {
        JsonNode document = YAML.readTree(ASYNC_API.toFile());
        Topics topics = new Topics("");
        List<String> addresses = StreamSupport.stream(document.path("channels").spliterator(), false)
                .map(channel -> channel.path("address").asText())
                .toList();

        assertThat(addresses)
                .containsAll(topics.images())
                .contains(topics.models(), topics.modelReports())
                .contains(topics.training(), topics.trainingRequests(), topics.trainingRequestsDead());
        List<String> headers = document.findValues("headers").stream()
                .flatMap(schema -> fieldNames(schema.path("properties")).stream())
                .toList();
        assertThat(headers)
                .contains(
                        HeaderNames.ACCEPT, HeaderNames.MODEL, HeaderNames.CLASSIFIER, HeaderNames.DEAD_LETTER_REASON);
        referencesLeadSomewhere(document);
    }

    /** By the schema that the specification's authors publish, where npm can get it. */
    @Test
    void theTopicsDocumentIsAsAsyncApiWants() throws Exception {
        Shell shell = new Shell(folder, Map.of());
        Shell.assumeThatRuns("npm", "pack", "--pack-destination", folder.toString(), "@asyncapi/specs@6.11.1");
        assertThat(shell.run("tar", "xzf", "asyncapi-specs-6.11.1.tgz").succeeded())
                .isTrue();
        JsonNode schema = new ObjectMapper()
                .readTree(
                        folder.resolve("package/schemas/3.0.0-without-$id.json").toFile());

        Set<ValidationMessage> problems = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(schema)
                .validate(YAML.readTree(ASYNC_API.toFile()));

        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"denoiser-service", "classifier-service", "trainer-service", "studio"})
    void theCallsAreDescribedAsTheServicesHaveThem(String module) throws Exception {
        String service = module.replace("-service", "");
        Path made = Repository.ROOT.resolve(module + "/target/openapi/openapi.yaml");
        Path kept = Repository.ROOT.resolve("docs/openapi/" + service + ".yaml");

        assertThat(kept)
                .as("made anew: cp %s/target/openapi/openapi.yaml docs/openapi/%s.yaml", module, service)
                .hasSameTextualContentAs(made);
        JsonNode document = YAML.readTree(kept.toFile());
        assertThat(document.path("openapi").asText()).startsWith("3.");
        assertThat(document.path("paths")).isNotEmpty();
        referencesLeadSomewhere(document);
    }

    private static void referencesLeadSomewhere(JsonNode document) {
        List<JsonNode> references = document.findValues("$ref");
        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.asText().substring(1)).isMissingNode())
                .as(reference.asText())
                .isFalse());
    }

    private static List<String> fieldNames(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
