package io.limpid.quickstart.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.limpid.inference.ModelSignature;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.KeyPair;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid models key FILE}: a pair of keys to sign models with. */
@Command(
        name = "key",
        description =
                "Make a pair of Ed25519 keys: the private one into a file, for --sign; the public one is printed, for the"
                        + " services' limpid.model-key.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./limpid models key model-key.pem"},
        sortOptions = false)
final class ModelsKeyCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "gets the private key; must not exist")
    private Path file;

    @Option(names = "--json", description = "one line of JSON instead of the bare key")
    private boolean json;

    @Override
    public void run() {
        KeyPair keys = ModelSignature.newKeys();
        try {
            ModelSignature.write(keys.getPrivate(), file);
        } catch (FileAlreadyExistsException there) {
            throw CommandFailure.badInput(file + " exists", "name another file");
        } catch (IOException failure) {
            throw CommandFailure.failed("the key can't be written to " + file + ": " + failure, "");
        }
        String publicKey = ModelSignature.text(keys.getPublic());
        Console.standard()
                .line(
                        json
                                ? JsonNodeFactory.instance
                                        .objectNode()
                                        .put("public_key", publicKey)
                                        .put("private_key_file", file.toString())
                                        .toString()
                                : publicKey);
    }
}
