/** A plug-in without a broker: it brings a view, a command of the console, a metric, and its texts in two languages. */
package org.jts.sample.plugin.internal;
