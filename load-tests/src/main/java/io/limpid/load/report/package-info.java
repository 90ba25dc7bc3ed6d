/** What a run showed. */
@NullMarked
package io.limpid.load.report;

import org.jspecify.annotations.NullMarked;
