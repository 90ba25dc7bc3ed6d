package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets a real bash complete, by the printed script. */
class CompletionCommandTest {
    @TempDir
    Path folder;

    /** What bash offers for the last of these words. */
    private String offered(String... words) throws Exception {
        assumeThat(Path.of("/bin/bash")).isExecutable();
        Captured printed = Captured.of(() -> Commands.run("completion", "bash"));
        assertThat(printed.exitCode()).isZero();
        Path script = Files.writeString(folder.resolve("limpid.bash"), printed.output());
        String line = String.join(" ", words);
        String ask = "source " + script + "\n"
                // the function that bash itself would call, found as bash finds it
                + "declared=$(complete -p limpid) || exit 3\n"
                + "function=${declared#*-F }; function=${function%% *}\n"
                // is refused outside of a completion, where it changes nothing that is looked at here
                + "compopt() { :; }\n"
                + "COMP_WORDS=(" + line + (line.endsWith(" ") ? "''" : "") + ")\n"
                + "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
                + "COMP_LINE='" + line + "'; COMP_POINT=${#COMP_LINE}\n"
                + "$function limpid \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD-1]}\"\n"
                + "echo \"${COMPREPLY[@]}\"\n";
        Process bash = new ProcessBuilder("/bin/bash", "--norc", "-c", ask)
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output.strip();
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        assertThat(offered("limpid", "pub")).isEqualTo("publish");
        assertThat(offered("./limpid", "models", "pro")).isEqualTo("promote");
        assertThat(offered("./limpid", "dead", "--re").split(" ")).containsExactlyInAnyOrder("--reason", "--replay");
    }

    @Test
    void otherShellsAreRefused() {
        assertThat(Commands.run("completion", "fish")).isEqualTo(2);
    }
}
