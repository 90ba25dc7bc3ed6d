/** Labelled images by name, wherever they are to be had. */
@NullMarked
package io.limpid.datasets;

import org.jspecify.annotations.NullMarked;
