package org.jts.api.trading;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jts.api.store.StoreException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the desk wrote down of every order, before and after it was sent. A service; thread-safe; reads the disk, and
 * never changes it. May be asked while the desk is writing.
 *
 * @since 1.1
 */
@ProviderType
public interface OrderJournal {

    /**
     * Reads a journal from its first record to its last, and looks whether each is as it was written.
     *
     * @param folder of the journal, for example of a copy; empty for the desk's own
     * @throws StoreException when a file cannot be read
     */
    JournalCheck verify(Optional<Path> folder) throws StoreException;

    /**
     * Everything the desk's own journal has about one order, oldest first; empty when there is nothing.
     *
     * @param key the desk's name for it
     * @throws StoreException when a file cannot be read
     */
    List<JournalLine> history(String key) throws StoreException;
}
