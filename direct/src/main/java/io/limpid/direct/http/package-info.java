/** Direct calls as HTTP: which are let in, under which address, and how refusals look. */
@NullMarked
package io.limpid.direct.http;

import org.jspecify.annotations.NullMarked;
