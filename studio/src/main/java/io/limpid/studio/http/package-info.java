/** The interface to the page, and who may change something by it. */
@NullMarked
package io.limpid.studio.http;

import org.jspecify.annotations.NullMarked;
