/** Runs beside each other. */
@NullMarked
package io.limpid.quickstart.compare;

import org.jspecify.annotations.NullMarked;
