/** {@code ./limpid systems}: every system trained, its figures beside the reported ones. */
@NullMarked
package io.limpid.quickstart.systems;

import org.jspecify.annotations.NullMarked;
