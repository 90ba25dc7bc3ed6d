package io.limpid.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every build says what each service is made of, as CycloneDX. */
class SbomIT {
    @ParameterizedTest
    @CsvSource({
        "denoiser-service, pkg:maven/org.apache.kafka/kafka-clients@",
        "denoiser-service, pkg:maven/com.microsoft.onnxruntime/onnxruntime@",
        "classifier-service, pkg:maven/com.microsoft.onnxruntime/onnxruntime@",
        "trainer-service, pkg:maven/ai.djl.pytorch/pytorch-native-cpu@",
        "studio, pkg:maven/org.apache.kafka/kafka-clients@",
        "quickstart, pkg:maven/info.picocli/picocli@"
    })
    void namesWhatIsInside(String module, String purl) throws Exception {
        JsonNode bom = new ObjectMapper()
                .readTree(Repository.text(Repository.ROOT.resolve(module).resolve("target/sbom.json")));
        Set<String> components = StreamSupport.stream(bom.path("components").spliterator(), false)
                .map(component -> component.path("purl").asText())
                .collect(Collectors.toSet());

        assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bom.at("/metadata/component/name").asText()).isEqualTo(module);
        assertThat(components)
                .anyMatch(component -> component.startsWith(purl))
                .noneMatch(component -> component.contains("/junit") || component.contains("/assertj"));
    }
}
