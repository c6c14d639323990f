package org.jts.api.audit;

import java.nio.file.Path;
import java.util.List;

import org.jts.api.store.StoreException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps every interaction with a broker, request and answer. A service; thread-safe. {@link #record} and
 * {@link #secret} never block, fail or wait for the disk, so that no order does; what could not be kept is counted, and
 * the count is kept. Secrets are taken out where it is written, whoever it came from: values of fields whose name says
 * so, everything that was named to {@link #secret}, and all but the end of account numbers.
 *
 * @since 1.0
 */
@ProviderType
public interface AuditTrail {

    /** Keeps a record soon. */
    void record(AuditRecord entry);

    /**
     * Names a secret, such as a token that a broker has just issued: it is not written from now on, wherever it stands.
     *
     * @param value shorter ones than 6 characters are passed over, for they would be found in everything
     */
    void secret(String value);

    /** How it stands. */
    AuditStatus status();

    /**
     * What was kept, oldest first, this moment's records included.
     *
     * @param query which
     * @param newest at most so many, the newest of them
     * @throws StoreException when a file cannot be read
     */
    List<AuditLine> find(AuditQuery query, int newest) throws StoreException, InterruptedException;

    /**
     * Writes what was kept to a file, one JSON object a line, as {@link #find} shows them.
     *
     * @param file which must not exist yet
     * @return how many lines
     * @throws StoreException when a file cannot be read or written
     */
    long export(AuditQuery query, Path file) throws StoreException, InterruptedException;
}
