package io.limpid.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.quickstart.command.Commands;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            --kafka-image some/kafka:1                     ~ with --containers only
            --service-images some/%s:1                     ~ with --containers only
            --containers --service-images some/denoiser:1  ~ expected --service-images with %s
            """)
    void refusesImagesThatCanNotBeUsed(String options, String reason) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Commands.run(("load " + options).split(" "));

            assertThat(exitCode).isEqualTo(2);
            assertThat(said.toString(StandardCharsets.UTF_8)).contains(reason);
        } finally {
            System.setErr(before);
        }
    }
}
