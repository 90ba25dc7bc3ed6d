/** The models that come with Limpid: their files, what is known of them, and their cards. */
@NullMarked
package io.limpid.models;

import org.jspecify.annotations.NullMarked;
