package org.jts.api.limit;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The right to send one request. It counts in full from the grant until it ends, and starts to age only then: the
 * broker saw the request somewhere between sending and answer, and that moment is not ours to know. The first ending
 * counts, later ones do nothing. A permit that is never ended is taken for lost after the profile's answer limit.
 *
 * @since 1.0
 */
@ProviderType
public interface Permit extends AutoCloseable {

    /** The answer has been seen, whatever it says. */
    @Override
    void close();

    /** Nothing was sent: the permit is free again at once. */
    void giveBack();

    /**
     * No answer came and the connection has been closed: it ages from the end of the profile's grace, for the broker
     * may still count what was under way.
     */
    void lost();
}
