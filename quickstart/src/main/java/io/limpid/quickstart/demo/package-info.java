/** The main job on one machine: train, start, stream, measure, report. */
@NullMarked
package io.limpid.quickstart.demo;

import org.jspecify.annotations.NullMarked;
