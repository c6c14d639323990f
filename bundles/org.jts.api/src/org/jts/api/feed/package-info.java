/** Market data for views: shared subscriptions, and honesty about how fresh a price is. */
@Version("1.0.0")
package org.jts.api.feed;

import org.osgi.annotation.versioning.Version;
