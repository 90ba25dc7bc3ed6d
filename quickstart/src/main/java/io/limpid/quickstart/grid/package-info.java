/** Grids: a recipe trained at every combination of some of its values, and what came of it. */
@NullMarked
package io.limpid.quickstart.grid;

import org.jspecify.annotations.NullMarked;
