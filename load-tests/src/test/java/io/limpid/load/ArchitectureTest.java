package io.limpid.load;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.limpid.load");

    /** They are started as users start them, and seen from outside. */
    @Test
    void loadTestsKnowNoServiceFromInside() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.limpid.trainer..",
                        "io.limpid.denoiser..",
                        "io.limpid.classifier..",
                        "io.limpid.streaming..",
                        "io.limpid.direct..")
                .check(ALL);
    }

    @Test
    void onlyContainersKnowDocker() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Container.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..")
                .check(ALL);
    }
}
