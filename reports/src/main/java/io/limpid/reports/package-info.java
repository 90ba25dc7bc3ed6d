/** Pictures, curves and pages that need nothing beside them. */
@NullMarked
package io.limpid.reports;

import org.jspecify.annotations.NullMarked;
