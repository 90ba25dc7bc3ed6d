package io.limpid.quickstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may know what, over the classes of all modules, which are built before this one. */
class ArchitectureTest {
    private static final String CONTRACTS = "io.limpid.contracts..";
    private static final String INFERENCE = "io.limpid.inference..";
    private static final String CLIENT = "io.limpid.client..";
    private static final String DATASETS = "io.limpid.datasets..";
    private static final String ONNX_GRAPH = "io.limpid.onnx..";
    private static final String MODELS = "io.limpid.models..";
    private static final String STREAMING = "io.limpid.streaming..";
    private static final String DIRECT = "io.limpid.direct..";
    private static final String TRAINER = "io.limpid.trainer..";
    private static final String DENOISER = "io.limpid.denoiser..";
    private static final String CLASSIFIER = "io.limpid.classifier..";
    private static final String STUDIO = "io.limpid.studio..";
    private static final String QUICKSTART = "io.limpid.quickstart..";
    private static final String BENCH = "io.limpid.bench..";
    private static final String SOURCES = "io.limpid.sources..";
    private static final String BROKER = "io.limpid.broker..";

    private static final List<String> MODULES = List.of(
            "contracts",
            "client",
            "datasets",
            "onnx-graph",
            "inference",
            "models",
            "streaming",
            "direct",
            "local-broker",
            "trainer-service",
            "denoiser-service",
            "classifier-service",
            "studio",
            "bench",
            "sources",
            "quickstart");

    private static JavaClasses all;

    @BeforeAll
    static void read() {
        List<Path> folders = MODULES.stream()
                .map(module -> Path.of("..", module, "target", "classes"))
                .toList();
        assertThat(folders).allMatch(Files::isDirectory, "is built; run Maven on all modules");
        all = new ClassFileImporter().importPaths(folders);
    }

    private static ArchRule knowsNothingOf(String who, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    private static DescribedPredicate<JavaClass> ours(String... allowed) {
        return JavaClass.Predicates.resideInAPackage("io.limpid..")
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed)))
                .as("of Limpid's, but %s", String.join(", ", allowed));
    }

    private static ArchRule knowsOfOursOnly(String who, String... allowed) {
        return noClasses().that().resideInAPackage(who).should().dependOnClassesThat(ours(allowed));
    }

    @Test
    void servicesDoNotKnowEachOther() {
        knowsNothingOf(TRAINER, DENOISER, CLASSIFIER, STUDIO, QUICKSTART).check(all);
        knowsNothingOf(DENOISER, TRAINER, CLASSIFIER, STUDIO, QUICKSTART, DATASETS)
                .check(all);
        knowsNothingOf(CLASSIFIER, TRAINER, DENOISER, STUDIO, QUICKSTART, DATASETS)
                .check(all);
        knowsNothingOf(STUDIO, TRAINER, DENOISER, CLASSIFIER, QUICKSTART, INFERENCE, DIRECT)
                .check(all);
        knowsNothingOf(QUICKSTART, TRAINER, DENOISER, CLASSIFIER, STUDIO, STREAMING, DIRECT)
                .check(all);
    }

    @Test
    void dependenciesRunOneWay() {
        knowsOfOursOnly(CONTRACTS, CONTRACTS).check(all);
        knowsOfOursOnly(CLIENT, CLIENT, CONTRACTS).check(all);
        knowsOfOursOnly(DATASETS, DATASETS, CONTRACTS).check(all);
        knowsOfOursOnly(BROKER, BROKER).check(all);
        knowsOfOursOnly(ONNX_GRAPH, ONNX_GRAPH).check(all);
        knowsOfOursOnly(INFERENCE, INFERENCE, CONTRACTS).check(all);
        knowsOfOursOnly(MODELS, MODELS).check(all);
        knowsOfOursOnly(BENCH, BENCH, INFERENCE, ONNX_GRAPH, CONTRACTS).check(all);
        knowsOfOursOnly(SOURCES, SOURCES, CONTRACTS).check(all);
        knowsOfOursOnly(STREAMING, STREAMING, INFERENCE, CONTRACTS).check(all);
        knowsOfOursOnly(DIRECT, DIRECT, STREAMING, INFERENCE, CONTRACTS).check(all);
    }

    @Test
    void domainPackagesKnowNeitherKafkaNorCdi() {
        for (String domain : List.of(
                INFERENCE,
                DATASETS,
                ONNX_GRAPH,
                SOURCES,
                "io.limpid.contracts.image..",
                "io.limpid.direct.tensor..",
                "io.limpid.direct.protocol..",
                "io.limpid.trainer.network..",
                "io.limpid.trainer.training..",
                "io.limpid.trainer.evaluation..",
                "io.limpid.trainer.recipe..",
                "io.limpid.trainer.run..")) {
            ArchRule rule = knowsNothingOf(
                    domain,
                    "org.apache.kafka.clients..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.ws.rs..",
                    "io.quarkus..",
                    "org.eclipse.microprofile..");
            rule.check(all);
        }
    }

    @Test
    void theBrokersServerClassesStayBehindItsModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BROKER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..")
                .check(all);
    }

    /** Of numbers the engine makes arrays whose memory is gone when gradients are taken; {@code Scaling} says more. */
    @Test
    void gradientsAreTakenThroughNoNumbers() {
        String array = "ai.djl.ndarray.NDArray";
        String number = "java.lang.Number";
        for (String operation : List.of("mul", "div", "pow", "mod", "maximum", "minimum")) {
            noClasses()
                    .that()
                    .resideInAnyPackage("io.limpid.trainer.network..", "io.limpid.trainer.training..")
                    .and()
                    .doNotHaveSimpleName("Optimiser")
                    .should()
                    .callMethod(array, operation, number)
                    .check(all);
        }
    }
}
