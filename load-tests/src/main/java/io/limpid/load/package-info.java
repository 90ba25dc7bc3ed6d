/** Load, faults and a check of everything that was published and committed. */
@NullMarked
package io.limpid.load;

import org.jspecify.annotations.NullMarked;
