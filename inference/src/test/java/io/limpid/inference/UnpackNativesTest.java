package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UnpackNativesTest {
    private static final String INSIDE = "org/some/native";

    @TempDir
    Path folder;

    private Path jars;
    private Path target;

    @BeforeEach
    void place() throws IOException {
        jars = Files.createDirectories(folder.resolve("jars"));
        target = folder.resolve("natives");
    }

    private Path jar(String name, String... entries) throws IOException {
        Path jar = jars.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.write(entry.getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static List<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void librariesOfThisPlatformAreUnpackedAndAllLeaveTheJar() throws IOException {
        String here = INSIDE + "/" + UnpackNatives.platform() + "/libsome.so";
        Path jar = jar(
                "some.jar", "org/some/A.class", INSIDE + "/versions.properties", here, INSIDE + "/win-x64/some.dll");
        Path other = jar("other.jar", "org/other/B.class");
        byte[] before = Files.readAllBytes(other);

        UnpackNatives.main(new String[] {jars.toString(), INSIDE, target.toString()});

        assertThat(entries(jar)).containsExactly("org/some/A.class", INSIDE + "/versions.properties");
        assertThat(target.resolve("libsome.so")).hasContent(here);
        assertThat(target.resolve("some.dll")).doesNotExist();
        assertThat(other).hasBinaryContent(before);
        try (Stream<Path> left = Files.list(jars)) {
            assertThat(left).containsExactlyInAnyOrder(jar, other);
        }
    }

    @Test
    void withoutATargetTheyOnlyLeaveTheJar() throws IOException {
        Path jar = jar("some.jar", "a", INSIDE + "/linux-x64/libsome.so");

        UnpackNatives.main(new String[] {jars.toString(), INSIDE});

        assertThat(entries(jar)).containsExactly("a");
        assertThat(target).doesNotExist();
    }

    @Test
    void saysWhatIsNotThere() throws IOException {
        jar("some.jar", "a", INSIDE + "/versions.properties");

        assertThatThrownBy(() -> UnpackNatives.main(new String[] {jars.toString(), INSIDE, target.toString()}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("found none");
        assertThatThrownBy(() -> UnpackNatives.main(new String[] {"x"})).hasMessageContaining("expected JARS INSIDE");
    }

    /** The real jar, and a process that has nothing but what was unpacked. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void onnxRuntimeRunsOnWhatWasUnpacked() throws Exception {
        Path real = Path.of(OrtEnvironment.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path jar = Files.copy(real, jars.resolve("onnxruntime.jar"));
        UnpackNatives.main(new String[] {jars.toString(), "ai/onnxruntime/native", target.toString()});

        Process version = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + NativeLibraries.PATH + "=" + target,
                        "-cp",
                        jar + ":" + Path.of("target/test-classes").toAbsolutePath(),
                        Version.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(version.waitFor()).as(said).isZero();
        assertThat(said).contains(OrtEnvironment.getEnvironment().getVersion());
        assertThat(Files.size(jar)).isLessThan(2_000_000);
    }

    /** Loads ONNX Runtime in a process of its own. */
    static final class Version {
        private Version() {}

        public static void main(String[] arguments) {
            System.out.println(OrtEnvironment.getEnvironment().getVersion());
        }
    }
}
