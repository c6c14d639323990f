package org.jts.api.audit;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How the audit trail stands.
 *
 * @param folder  where it is
 * @param bytes   how large it is
 * @param files   in how many files
 * @param kept    records written since the start
 * @param lost    records since the start that could not be kept: too many at once, or the disk failed
 * @param waiting records that wait to be written
 * @param problem why nothing can be written at present
 * @since 1.0
 */
public record AuditStatus(Path folder, long bytes, int files, long kept, long lost, int waiting,
        Optional<String> problem) {
    public AuditStatus {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(problem, "problem");
    }
}
