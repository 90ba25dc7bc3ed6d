/** What open pages are told, and how much of it. */
@NullMarked
package io.limpid.studio.live;

import org.jspecify.annotations.NullMarked;
