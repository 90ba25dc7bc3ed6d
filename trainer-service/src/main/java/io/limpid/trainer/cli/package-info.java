/** One training in a process of its own. */
@NullMarked
package io.limpid.trainer.cli;

import org.jspecify.annotations.NullMarked;
