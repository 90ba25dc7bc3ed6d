package io.limpid.client;

/** The broker is there, a topic is not: no service has run there, or the prefix is another. */
public final class MissingTopicException extends LimpidClientException {
    private static final long serialVersionUID = 1L;

    private final String topic;

    MissingTopicException(String bootstrap, String topic) {
        super("the broker at " + bootstrap + " has no topic " + topic
                + ", which the service that writes or reads it creates; start that service, or check bootstrap servers and"
                + " topic prefix");
        this.topic = topic;
    }

    public String topic() {
        return topic;
    }
}
