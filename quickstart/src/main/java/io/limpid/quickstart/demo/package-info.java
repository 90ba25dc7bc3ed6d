/** The main job on one machine: train, start, stream, measure, report. */
package io.limpid.quickstart.demo;
