/** A scenario from its beginning to its figures. */
@NullMarked
package io.limpid.load.run;

import org.jspecify.annotations.NullMarked;
