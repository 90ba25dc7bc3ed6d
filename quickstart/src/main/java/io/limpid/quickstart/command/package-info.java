/** What can be typed behind {@code ./limpid}. */
@NullMarked
package io.limpid.quickstart.command;

import org.jspecify.annotations.NullMarked;
