/** Files that people write in YAML. */
@NullMarked
package io.limpid.quickstart.yaml;

import org.jspecify.annotations.NullMarked;
