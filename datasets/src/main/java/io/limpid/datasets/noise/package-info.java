/** What spoils images: seeded, composable, the same everywhere under the same seed. */
@NullMarked
package io.limpid.datasets.noise;

import org.jspecify.annotations.NullMarked;
