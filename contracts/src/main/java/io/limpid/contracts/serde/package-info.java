/** Kafka serializers and deserializers of Limpid's messages. */
@NullMarked
package io.limpid.contracts.serde;

import org.jspecify.annotations.NullMarked;
