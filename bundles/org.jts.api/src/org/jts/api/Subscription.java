package org.jts.api;

/**
 * Something that goes on until it is closed. Closing twice, or from within the listener, is harmless; after
 * {@link #close()} has returned, no new call to the listener is started (one already running may still end).
 *
 * @since 1.0
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    @Override
    void close();
}
