package org.jts.api.limit;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The right to send one request. It counts in full from the grant until it is closed, and starts to age only then: the
 * broker saw the request somewhere between sending and answer, and that moment is not ours to know.
 *
 * @since 1.0
 */
@ProviderType
public interface Permit extends AutoCloseable {

    /** The answer has been seen, or the connection is known to be dead. Harmless when called again. */
    @Override
    void close();

    /** Nothing was sent: the permit is free again at once. */
    void giveBack();
}
