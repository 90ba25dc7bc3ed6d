package io.limpid.deploy;

import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.util.stream.Collectors;

/** Rights in the words of docs/security.md. */
final class Rights {
    private Rights() {}

    /** Such as {@code Write transactional-id denoiser.images.noisy-*}. */
    static String text(AclRule rule) {
        String operations = rule.getOperations().stream()
                .map(operation -> operation.toValue())
                .collect(Collectors.joining(","));
        return operations + " " + text(rule.getResource());
    }

    private static String text(AclRuleResource resource) {
        if (resource instanceof AclRuleTopicResource topic) {
            return "topic " + name(topic.getName(), topic.getPatternType());
        }
        if (resource instanceof AclRuleGroupResource group) {
            return "group " + name(group.getName(), group.getPatternType());
        }
        AclRuleTransactionalIdResource id = (AclRuleTransactionalIdResource) resource;
        return "transactional-id " + name(id.getName(), id.getPatternType());
    }

    private static String name(String name, AclResourcePatternType pattern) {
        return name + (pattern == AclResourcePatternType.PREFIX ? "*" : "");
    }
}
