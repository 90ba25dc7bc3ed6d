/** Measures of trained models, taken through the files that are published. */
@NullMarked
package io.limpid.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
