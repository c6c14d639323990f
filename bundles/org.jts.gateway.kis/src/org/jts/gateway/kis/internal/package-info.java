/** Korea Investment &amp; Securities over its Open API. */
package org.jts.gateway.kis.internal;
