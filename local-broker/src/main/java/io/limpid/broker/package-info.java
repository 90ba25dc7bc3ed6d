/** A Kafka broker that needs no installation. */
@NullMarked
package io.limpid.broker;

import org.jspecify.annotations.NullMarked;
