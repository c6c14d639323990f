package org.jts.console.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jts.api.store.StoreException;
import org.jts.api.trading.JournalCheck;
import org.jts.api.trading.JournalLine;
import org.jts.api.trading.OrderJournal;

/** A journal with one order, which is as a test says. */
final class FakeJournal implements OrderJournal {

    static final Path OWN = Path.of("data", "orders");

    volatile Optional<String> flaw = Optional.empty();

    @Override
    public JournalCheck verify(Optional<Path> folder) throws StoreException {
        if (folder.filter(f -> f.endsWith("locked")).isPresent()) {
            throw new StoreException("Journal locked: expected to read it");
        }
        return new JournalCheck(folder.orElse(OWN), 7, "abc", 0, flaw);
    }

    @Override
    public List<JournalLine> history(String key) {
        return key.equals("K-1") ? List.of(new JournalLine(3, FakeDesk.NOW, "about to place")) : List.of();
    }
}
