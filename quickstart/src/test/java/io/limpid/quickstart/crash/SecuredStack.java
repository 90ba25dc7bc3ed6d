package io.limpid.quickstart.crash;

import io.limpid.broker.BrokerSecurity;
import io.limpid.broker.LocalBroker;
import io.limpid.fixtures.BrokerUsers;
import io.limpid.fixtures.Right;
import io.limpid.fixtures.StreamProbe;
import io.limpid.fixtures.TestCertificates;
import java.nio.file.Path;
import java.util.List;

/** A broker that asks for TLS, password and rights, and services with exactly those that {@code docs/security.md} lists for them. */
final class SecuredStack implements AutoCloseable {
    static final String SECRET = "a-password-of-tests";

    private final Path folder;
    private final Path trusted;
    private final LocalBroker broker;
    private final BrokerUsers users;
    private final StreamProbe probe;

    /** @param services that have users and rights there */
    SecuredStack(Path folder, List<String> services) {
        this.folder = folder;
        TestCertificates certificates = new TestCertificates(folder);
        BrokerSecurity security = new BrokerSecurity(certificates.keyStore("broker"), TestCertificates.PASSWORD);
        this.trusted = certificates.trustStore("broker");
        this.broker = LocalBroker.startSecured(folder.resolve("broker"), 0, security);
        this.users = new BrokerUsers(broker.adminBootstrap());
        this.probe = new StreamProbe(broker.adminBootstrap());
        services.forEach(service -> users.add(service, SECRET));
        users.grant(documented().stream()
                .filter(right -> services.contains(right.service()))
                .toList());
    }

    static List<Right> documented() {
        return Right.listedIn(Path.of("..", "docs", "security.md"));
    }

    LocalBroker broker() {
        return broker;
    }

    /** Comes in where no password is asked for. */
    StreamProbe probe() {
        return probe;
    }

    /** A service that comes in as itself; not started yet. */
    ServiceUnderTest service(String name) {
        ServiceUnderTest service = new ServiceUnderTest(name, broker.bootstrap(), folder);
        BrokerUsers.client(broker.bootstrap(), trusted.toString(), TestCertificates.PASSWORD, name, SECRET)
                .forEach((property, value) -> service.with("limpid.kafka." + property, value.toString()));
        return service.with("limpid.topics.create", "false");
    }

    @Override
    public void close() {
        probe.close();
        users.close();
        broker.close();
    }
}
