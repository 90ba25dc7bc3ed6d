/** Health checks that mean what they say. */
@NullMarked
package io.limpid.streaming.health;

import org.jspecify.annotations.NullMarked;
