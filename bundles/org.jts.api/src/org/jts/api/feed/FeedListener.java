package org.jts.api.feed;

import org.osgi.annotation.versioning.ConsumerType;

/** Receives quotes on a thread of the feed; it must return at once. @since 1.0 */
@ConsumerType
@FunctionalInterface
public interface FeedListener {

    /** A newer price, or the same price with another freshness. */
    void onQuote(LiveQuote quote);
}
