package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.limpid.broker.BrokerSecurity;
import io.limpid.broker.LocalBroker;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.BrokerUsers;
import io.limpid.fixtures.Publications;
import io.limpid.fixtures.Right;
import io.limpid.fixtures.StreamProbe;
import io.limpid.fixtures.TestCertificates;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first models as on Kubernetes: by the arguments and Kafka properties of deploy/kubernetes, and the rights of docs/security.md. */
class SecureModelsFirstTest {
    private static final Topics TOPICS = new Topics("");
    private static final String SECRET = "a-password-of-tests";
    private static final Path MANIFESTS = Path.of("../deploy/kubernetes/first-models");

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void needsExactlyTheRightsThatAreDocumented() throws Exception {
        List<Right> rights = Right.listedIn(Path.of("../docs/security.md")).stream()
                .filter(right -> right.service().equals("models"))
                .toList();
        assertThat(rights).hasSize(3);
        TestCertificates certificates = new TestCertificates(folder);
        BrokerSecurity security = new BrokerSecurity(certificates.keyStore("broker"), TestCertificates.PASSWORD);
        Path trusted = certificates.certificate("broker");
        try (LocalBroker broker = LocalBroker.startSecured(folder.resolve("broker"), 0, security);
                BrokerUsers users = new BrokerUsers(broker.adminBootstrap());
                StreamProbe probe = new StreamProbe(broker.adminBootstrap())) {
            broker.createTopics(1, TOPICS.models(), TOPICS.modelReports());
            // an empty topic is read without a right to
            probe.publish(
                    TOPICS.models(),
                    Publications.live(folder.resolve("own"), "own", 1, Task.DENOISE, new byte[0], "")
                            .build());
            for (int left = 0; left < rights.size(); left++) {
                Right missing = rights.get(left);
                String user = "without-" + left;
                users.add(user, SECRET);
                users.grant(rights.stream()
                        .filter(right -> !right.equals(missing))
                        .map(right -> new Right(user, right.operation(), right.resource(), right.name()))
                        .toList());
                assertThat(run(broker.bootstrap(), trusted, user))
                        .as("without %s", missing)
                        .isNotZero();
            }
            users.add("models", SECRET);
            users.grant(rights);

            assertThat(run(broker.bootstrap(), trusted, "models"))
                    .as(err.toString())
                    .isZero();
            assertThat(folder.resolve("shipped")).isNotEmptyDirectory();
        }
        assertThat(err.toString()).doesNotContain(SECRET);
    }

    private int run(String bootstrap, Path trusted, String user) throws Exception {
        Path mounted = Files.createDirectories(folder.resolve(user));
        Path trust = Files.createDirectories(mounted.resolve("trust"));
        Files.copy(trusted, trust.resolve("ca.crt"));
        Files.writeString(
                Files.createDirectories(mounted.resolve("user")).resolve("sasl.jaas.config"),
                BrokerUsers.client(bootstrap, "", "", user, SECRET)
                        .get("sasl.jaas.config")
                        .toString());
        Files.writeString(
                Files.createDirectories(mounted.resolve("kafka")).resolve("kafka.properties"),
                Files.readString(MANIFESTS.resolve("kafka.properties")).replace("/etc/limpid", mounted.toString()));
        return Commands.line()
                .setErr(new PrintWriter(err, true))
                .execute(arguments().stream()
                        .map(argument -> argument.replace("limpid-kafka-bootstrap:9093", bootstrap)
                                .replace("=/etc/limpid", "=" + mounted)
                                .replace("=/models", "=" + folder))
                        .toArray(String[]::new));
    }

    private static List<String> arguments() throws IOException {
        List<String> arguments = new ArrayList<>();
        new YAMLMapper()
                .readTree(MANIFESTS.resolve("models.yaml").toFile())
                .at("/spec/template/spec/initContainers/0/args")
                .forEach(argument -> arguments.add(argument.asText()));
        return arguments;
    }
}
