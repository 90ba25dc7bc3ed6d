/** Training in a child process, and publishing of what was trained. */
@NullMarked
package io.limpid.quickstart.training;

import org.jspecify.annotations.NullMarked;
