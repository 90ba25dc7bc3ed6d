/** What spoils images: seeded, composable, the same everywhere under the same seed. */
package io.limpid.datasets.noise;
