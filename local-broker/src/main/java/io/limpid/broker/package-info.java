/** A Kafka broker that needs no installation. */
package io.limpid.broker;
