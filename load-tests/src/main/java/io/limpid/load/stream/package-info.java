/** The images of a run: when each is due, what it is, and what became of it. */
@NullMarked
package io.limpid.load.stream;

import org.jspecify.annotations.NullMarked;
