package io.limpid.streaming.loop;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** Tells in one line who was refused what by the broker, and what to do about it; never what the password is. */
public final class KafkaProblem {
    private static final Pattern USERNAME = Pattern.compile("username\\s*=\\s*[\"']?([^\"';\\s]+)");
    private static final String NEXT = "; it is tried again by itself";

    private final Map<String, Object> kafka;
    private final Set<String> readTopics;
    private final String transactionalId;
    private final String otherTopics;

    private KafkaProblem(
            Map<String, Object> kafka, Set<String> readTopics, String transactionalId, String otherTopics) {
        this.kafka = Map.copyOf(kafka);
        this.readTopics = Set.copyOf(readTopics);
        this.transactionalId = transactionalId;
        this.otherTopics = otherTopics;
    }

    /** Of a client that writes to all topics but those it reads from. */
    public static KafkaProblem ofClient(Map<String, Object> kafka, Set<String> readTopics, String transactionalId) {
        return new KafkaProblem(kafka, readTopics, transactionalId, "Write");
    }

    /** Of the client that creates topics. */
    public static KafkaProblem ofSetup(Map<String, Object> kafka) {
        return new KafkaProblem(kafka, Set.of(), "", "Create");
    }

    /** Whether people have to mend it: trying again at once will not. */
    static boolean isRefusal(Throwable failure) {
        return Failures.isCausedBy(failure, AuthenticationException.class)
                || Failures.isCausedBy(failure, AuthorizationException.class);
    }

    /** What is known of the failure. */
    public String explain(Throwable failure) {
        return maybeAuthentication(failure)
                .or(() -> maybeAuthorization(failure))
                .orElseGet(() -> plain(failure));
    }

    private Optional<String> maybeAuthentication(Throwable failure) {
        Optional<String> password = Failures.find(failure, SaslAuthenticationException.class)
                .map(refused -> "the broker does not let " + principal() + " in: " + refused.getMessage()
                        + "; check limpid.kafka.sasl.jaas.config and limpid.kafka.sasl.mechanism, and that the broker has this user"
                        + NEXT);
        return password.or(() -> Failures.find(failure, SslAuthenticationException.class)
                .map(refused -> "no TLS connection to " + bootstrap() + ": " + deepest(refused)
                        + "; check that limpid.kafka.ssl.truststore.location holds the authority that signed the broker's certificate, and"
                        + " that the certificate names the broker's host" + NEXT));
    }

    private Optional<String> maybeAuthorization(Throwable failure) {
        return Failures.find(failure, TopicAuthorizationException.class)
                .map(refused -> refused.unauthorizedTopics().stream()
                        .sorted()
                        .findFirst()
                        .map(topic -> denied(readTopics.contains(topic) ? "Read" : otherTopics, "topic", topic))
                        .orElseGet(() -> denied(otherTopics, "topic", "NAME")))
                .or(() -> Failures.find(failure, GroupAuthorizationException.class)
                        .map(refused -> denied("Read", "group", refused.groupId())))
                .or(() -> Failures.find(failure, TransactionalIdAuthorizationException.class)
                        .map(refused -> denied("Write", "transactional-id", transactionalId)))
                .or(() -> Failures.find(failure, ClusterAuthorizationException.class)
                        .map(refused -> principal() + " may not do this to the cluster: " + refused.getMessage()
                                + "; see docs/security.md" + NEXT));
    }

    private String denied(String operation, String resource, String name) {
        return principal() + " may not " + operation.toLowerCase(Locale.ROOT) + " " + resource + " " + name
                + "; grant it: kafka-acls.sh --bootstrap-server " + bootstrap() + " --add --allow-principal "
                + principal() + " --operation " + operation + " --" + resource + " " + name
                + " (docs/security.md lists all that is needed)" + NEXT;
    }

    /** As far as the client's own properties tell. */
    private String principal() {
        Matcher named = USERNAME.matcher(text(SaslConfigs.SASL_JAAS_CONFIG));
        if (named.find()) {
            return "User:" + named.group(1);
        }
        return text("ssl.keystore.location").isEmpty() ? "User:ANONYMOUS" : "User:<the name in ssl.keystore.location>";
    }

    private String bootstrap() {
        return text(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }

    private String text(String property) {
        return String.valueOf(kafka.getOrDefault(property, ""));
    }

    /** In words for those who start brokers; for what has none here, Kafka's message with that of its cause, which often says more. */
    private String plain(Throwable wrapped) {
        if (isSilence(wrapped)) {
            return "no answer in time; check that a broker listens there, and limpid.kafka.security.protocol";
        }
        Optional<ConfigException> address = Failures.find(wrapped, ConfigException.class)
                .filter(wrong -> String.valueOf(wrong.getMessage()).contains("No resolvable bootstrap"));
        if (address.isPresent()) {
            return "no machine is known under " + bootstrap() + "; check limpid.kafka.bootstrap.servers";
        }
        Throwable failure =
                wrapped instanceof ExecutionException && wrapped.getCause() != null ? wrapped.getCause() : wrapped;
        Throwable cause = failure.getCause();
        String text = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        boolean saysMore = cause != null && cause.getMessage() != null && !text.contains(cause.getMessage());
        return saysMore ? text + ": " + cause.getMessage() : text;
    }

    private static boolean isSilence(Throwable failure) {
        return Failures.isCausedBy(failure, TimeoutException.class)
                || Failures.isCausedBy(failure, org.apache.kafka.common.errors.TimeoutException.class)
                || Failures.isCausedBy(failure, DisconnectException.class)
                || Failures.isCausedBy(failure, NetworkException.class);
    }

    private static String deepest(Throwable failure) {
        Throwable current = failure;
        for (int depth = 0; depth < 10 && current.getCause() != null; depth++) {
            current = current.getCause();
        }
        return current.getMessage();
    }
}
