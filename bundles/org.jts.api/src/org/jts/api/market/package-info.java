/** What is traded and what it costs: symbols, tick tables, quotes, order books, candles. */
@Version("1.0.0")
package org.jts.api.market;

import org.osgi.annotation.versioning.Version;
