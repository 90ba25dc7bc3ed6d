/** The {@code ./limpid} command. */
@NullMarked
package io.limpid.quickstart;

import org.jspecify.annotations.NullMarked;
