/** What is done to the stream, as data. */
@NullMarked
package io.limpid.load.scenario;

import org.jspecify.annotations.NullMarked;
