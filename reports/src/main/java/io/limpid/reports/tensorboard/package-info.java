/** Event files that TensorBoard shows. */
@NullMarked
package io.limpid.reports.tensorboard;

import org.jspecify.annotations.NullMarked;
