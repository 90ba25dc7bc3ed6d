/** How models are kept on the models topic: keys, stages, and what was live before. */
@NullMarked
package io.limpid.contracts.model;

import org.jspecify.annotations.NullMarked;
