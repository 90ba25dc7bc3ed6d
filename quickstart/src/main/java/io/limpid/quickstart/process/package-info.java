/** The broker and the services as processes: started from the jars that are deployed, watched, stopped. */
@NullMarked
package io.limpid.quickstart.process;

import org.jspecify.annotations.NullMarked;
