package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.limpid.contracts.image.AnswerForm;
import io.limpid.contracts.v1.Encoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where answers are written, and what they replace. */
class DenoiseAnswersTest {
    @TempDir
    Path folder;

    @AutoClose
    private final DenoiseRun run = new DenoiseRun();

    @Test
    void namesAnAnswerThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "a file");
        Path out = file.resolve("out.png");

        assertThat(run.denoise(DenoiseRun.page(folder), out)).isOne();

        assertThat(run.said()).contains("its answer can't be written to " + out + ": " + file + " is no folder");
    }

    /** A link to the folder of the answers is no way around. */
    @Test
    void cleansNoAnswerOfAnEarlierRunAgain() throws Exception {
        DenoiseRun.write(folder, "in/photo.png", DenoiseRun.PHOTO, AnswerForm.of(Encoding.PNG));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("in/out"));
        assertThat(run.denoise(folder.resolve("in"), folder.resolve("in/out"))).isZero();

        assertThat(run.denoise(folder.resolve("in"), link, "--force")).isZero();

        assertThat(run.said()).contains("1 file in " + link + " is left as it is: answers go there");
        assertThat(folder.resolve("in/out/out")).doesNotExist();
    }

    /** By a folder within, whose answers would go where the outer ones lie; and by a comparison. */
    @Test
    void replacesNoOriginalEvenByForce() throws Exception {
        Path inner = DenoiseRun.write(folder, "in/sub/sub/photo.png", DenoiseRun.PHOTO, AnswerForm.of(Encoding.PNG));
        Path outer = DenoiseRun.write(folder, "in/sub/photo.png", DenoiseRun.PAGE, AnswerForm.of(Encoding.PNG));
        byte[] before = Files.readAllBytes(outer);
        assertThat(run.denoise(outer, outer, "--force")).isEqualTo(2);
        assertThat(run.errors()).contains("the original would be lost", "name another OUT");

        assertThat(run.denoise(folder.resolve("in/sub"), folder.resolve("in"), "--force"))
                .isOne();

        assertThat(run.said())
                .contains("refused " + inner + ": expected a place for the answer that is no picture of IN, found "
                        + outer);
        assertThat(outer).hasBinaryContent(before);
        assertThat(folder.resolve("in/photo.png")).exists();

        Path compared = DenoiseRun.write(folder, "a.compare.png", DenoiseRun.PHOTO, AnswerForm.of(Encoding.PNG));
        assertThat(run.denoise(compared, folder.resolve("a.png"), "--compare", "--force"))
                .isOne();
        assertThat(folder.resolve("a.png")).doesNotExist();
    }

    @Test
    void comparesPicturesThatDifferInTheirEndingsOnly() throws Exception {
        DenoiseRun.write(folder, "in/a.jpg", DenoiseRun.PHOTO, AnswerForm.of(Encoding.JPEG));
        DenoiseRun.write(folder, "in/a.gif", DenoiseRun.PHOTO, AnswerForm.of(Encoding.GIF));

        assertThat(run.denoise(folder.resolve("in"), folder.resolve("out"), "--compare"))
                .as(run.said())
                .isZero();

        assertThat(folder.resolve("out/a.jpg.compare.png")).exists();
        assertThat(folder.resolve("out/a.gif.compare.png")).exists();
    }

    @Test
    void replacesNothingUnlessItMust() throws Exception {
        Path there = Files.writeString(folder.resolve("there.png"), "mine");

        assertThat(run.denoise(DenoiseRun.page(folder), there)).isOne();
        assertThat(there).hasContent("mine");
        assertThat(run.said()).contains("expected no file at " + there, "--force");

        assertThat(run.denoise(DenoiseRun.page(folder), there, "--force")).isZero();
        assertThat(DenoiseRun.read(there, Encoding.PNG).shape().width()).isEqualTo(400);
    }

    /** The superuser is no exception. */
    @Test
    void replacesNoFileThatIsProtected() throws Exception {
        Path there = Files.writeString(folder.resolve("there.png"), "mine");
        assumeThat(Files.getFileStore(there).supportsFileAttributeView("posix")).isTrue();
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("r--r--r--"));

        assertThat(run.denoise(DenoiseRun.page(folder), there, "--force")).isOne();

        assertThat(there).hasContent("mine");
        assertThat(run.said()).contains(there + ", found one that is protected against writing; make it writable");
        assertThat(run.errors()).contains("1 of 1 file was not cleaned");
    }

    /** By the slash alone. */
    @Test
    void makesAFolderOfANameThatEndsInASlash() throws Exception {
        assertThat(run.denoise(DenoiseRun.page(folder), folder.resolve("new/deep") + "/"))
                .isZero();
        assertThat(folder.resolve("new/deep/page.png")).exists();

        assertThat(run.denoise(DenoiseRun.page(folder), folder.resolve("other")))
                .isEqualTo(2);
        assertThat(run.errors()).contains("a / behind the name makes a folder of it");
        assertThat(run.denoise(DenoiseRun.page(folder), DenoiseRun.page(folder) + "/"))
                .isEqualTo(2);
        assertThat(run.errors()).contains("expected a folder to write into, found the file");
    }
}
