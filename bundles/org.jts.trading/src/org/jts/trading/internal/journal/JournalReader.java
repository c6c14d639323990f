package org.jts.trading.internal.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jts.api.store.DataFolder;
import org.jts.api.store.StoreException;
import org.jts.api.trading.JournalCheck;
import org.jts.api.trading.JournalLine;
import org.jts.api.trading.OrderJournal;
import org.jts.journal.JournalException;
import org.jts.journal.JournalFlaw;
import org.jts.journal.JournalScan;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the files, whoever writes them. */
@Component
public final class JournalReader implements OrderJournal {

    private final Path own;

    @Activate
    public JournalReader(@Reference DataFolder folder) {
        this.own = DeskJournal.folder(folder);
    }

    @Override
    public JournalCheck verify(Optional<Path> folder) throws StoreException {
        Path path = folder.orElse(own);
        try {
            JournalScan scan = JournalScan.of(path, r -> { });
            return new JournalCheck(path, scan.records(), scan.lastSeal(), scan.tornBytes(),
                    scan.flaw().map(JournalFlaw::toString));
        } catch (JournalException e) {
            throw new StoreException(e.getMessage(), e);
        }
    }

    @Override
    public List<JournalLine> history(String key) throws StoreException {
        History history = new History(key);
        try {
            JournalScan.of(own, history::accept);
            return history.lines();
        } catch (JournalException e) {
            throw new StoreException(e.getMessage(), e);
        }
    }
}
