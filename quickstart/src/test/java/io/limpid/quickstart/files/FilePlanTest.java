package io.limpid.quickstart.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePlanTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0};

    @TempDir
    Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, PNG);
    }

    private String reason(FilePlan plan, String name) {
        return plan.passedOver().stream()
                .filter(file -> file.file().equals(folder.resolve(name)))
                .map(PassedOver::reason)
                .findFirst()
                .orElse("not passed over");
    }

    @Test
    void saysOfEverythingElseInAFolderWhyItIsPassedOver() throws Exception {
        file("in/a.png");
        file("in/sub/scan");
        Files.writeString(folder.resolve("in/notes.txt"), "no picture");
        Files.createSymbolicLink(folder.resolve("in/b.png"), folder.resolve("gone.png"));
        Files.createSymbolicLink(folder.resolve("in/more"), Files.createDirectory(folder.resolve("elsewhere")));
        Files.createSymbolicLink(folder.resolve("in/c.png"), file("real.png"));
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("in/s.png")));

            FilePlan plan = FilePlan.of(folder.resolve("in"), folder.resolve("out"));

            assertThat(plan.steps())
                    .extracting(FilePlan.Step::in)
                    .containsExactly(folder.resolve("in/a.png"), folder.resolve("in/c.png"));
            assertThat(plan.passedOver()).hasSize(5);
            assertThat(plan.passedOver().get(4).file())
                    .as("what is no surprise comes last")
                    .isEqualTo(folder.resolve("in/notes.txt"));
            assertThat(reason(plan, "in/notes.txt")).isEqualTo("it is no picture by its name");
            assertThat(reason(plan, "in/sub/scan")).contains("it begins like a PNG", "call it scan.png");
            assertThat(reason(plan, "in/b.png"))
                    .isEqualTo("it is a link to " + folder.resolve("gone.png") + ", which is not there");
            assertThat(reason(plan, "in/more")).contains("a link to a folder", "as IN");
            assertThat(reason(plan, "in/s.png")).contains("a pipe, a device or a socket");
        }
    }

    /** Unlike a link to a folder that lies in another. */
    @Test
    void aLinkToAFolderIsFollowedWhereItIsNamedItself() throws Exception {
        file("real/a.png");
        file("real/sub/b.png");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

        FilePlan plan = FilePlan.of(link, folder.resolve("out"));

        assertThat(plan.steps())
                .extracting(FilePlan.Step::in)
                .containsExactly(link.resolve("a.png"), link.resolve("sub/b.png"));
        assertThat(plan.steps())
                .extracting(FilePlan.Step::out)
                .containsExactly(folder.resolve("out/a.png"), folder.resolve("out/sub/b.png"));
        assertThat(plan.passedOver()).isEmpty();
    }

    @Test
    void aFolderBelowThatCannotBeReadIsPassedOver() throws Exception {
        file("in/a.png");
        Path closed = Files.createDirectory(folder.resolve("in/closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeThat(Files.isReadable(closed)).as("root reads everything").isFalse();

            FilePlan plan = FilePlan.of(folder.resolve("in"), folder.resolve("out"));

            assertThat(plan.steps()).hasSize(1);
            assertThat(reason(plan, "in/closed")).isEqualTo("it can't be read: permission denied");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void tellsAFolderWithoutPicturesWhatItHasInstead() throws Exception {
        file("in/scan");

        assertThatThrownBy(() -> FilePlan.of(folder.resolve("in"), folder.resolve("out")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("found none among 1 file (")
                .hasMessageContaining("call it scan.png");
    }

    @Test
    void refusesToWriteAFileOverItself() throws Exception {
        Path in = file("in/a.png");
        Path link = Files.createSymbolicLink(folder.resolve("link.png"), in);
        Path hard = Files.createLink(folder.resolve("hard.png"), in);

        for (Path out : new Path[] {in, folder.resolve("in/../in/a.png"), link, hard, folder.resolve("in")}) {
            assertThatThrownBy(() -> FilePlan.of(in, out))
                    .as(out.toString())
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("the original would be lost");
        }
        assertThat(FilePlan.of(in, folder.resolve("in/b.png")).steps()).hasSize(1);
    }

    @Test
    void refusesToWriteAFolderOverItself() throws Exception {
        Path in = file("in/a.png").getParent();
        Path link = Files.createSymbolicLink(folder.resolve("link"), in);

        for (Path out : new Path[] {in, folder.resolve("in/../in"), link}) {
            assertThatThrownBy(() -> FilePlan.of(in, out))
                    .as(out.toString())
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("the originals would be lost");
            assertThatThrownBy(() -> FilePlan.of(out, in)).isInstanceOf(CommandFailure.class);
        }
    }

    @Test
    void saysWhatIsThereInsteadOfAFile() throws Exception {
        Path dead = Files.createSymbolicLink(folder.resolve("dead.png"), folder.resolve("gone.png"));

        assertThatThrownBy(() -> FilePlan.of(dead, folder.resolve("o.png")))
                .hasMessageContaining("is a link to what is not there");
        assumeThat(System.getProperty("os.name").toLowerCase(Locale.ROOT)).doesNotContain("windows");
        assertThatThrownBy(() -> FilePlan.of(Path.of("/dev/null"), folder.resolve("o.png")))
                .hasMessageContaining("/dev/null is a pipe, a device or a socket");
    }
}
