/** Training in a child process, and publishing of what was trained. */
package io.limpid.quickstart.training;
