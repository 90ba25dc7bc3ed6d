/** Follows the models topic: fetched, checked and opened before the one that serves gives way. */
@NullMarked
package io.limpid.streaming.models;

import org.jspecify.annotations.NullMarked;
