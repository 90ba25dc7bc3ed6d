/** Broker and services, as processes or as containers, and what can be done to them. */
@NullMarked
package io.limpid.load.runtime;

import org.jspecify.annotations.NullMarked;
