/** The broker and the services as processes: started from the jars that are deployed, watched, stopped. */
package io.limpid.quickstart.process;
