/** What becomes of an uploaded image, and of its answer, before the page sees it. */
@NullMarked
package io.limpid.studio.image;

import org.jspecify.annotations.NullMarked;
