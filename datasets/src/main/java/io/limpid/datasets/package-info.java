/** Labelled images by name, wherever they are to be had. */
package io.limpid.datasets;
