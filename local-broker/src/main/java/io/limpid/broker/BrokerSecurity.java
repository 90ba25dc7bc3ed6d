package io.limpid.broker;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * How clients come in: by TLS, with a name and password (SCRAM-SHA-512), and with no right that was not granted (ACLs). Users and rights are
 * given through {@link LocalBroker#adminBootstrap()}, which asks for neither: for trials on one machine.
 *
 * @param keyStore PKCS12, with the broker's key and a certificate for 127.0.0.1
 */
public record BrokerSecurity(Path keyStore, String keyStorePassword) {
    public BrokerSecurity {
        requireNonNull(keyStore, "keyStore");
        requireNonNull(keyStorePassword, "keyStorePassword");
    }

    /** Must not go where the record is printed: it holds a password. */
    @Override
    public String toString() {
        return "BrokerSecurity[keyStore=" + keyStore + "]";
    }
}
