/** Whether images still are what a model was trained on: statistics of the training images, and how far others lie from them. */
@NullMarked
package io.limpid.inference.drift;

import org.jspecify.annotations.NullMarked;
