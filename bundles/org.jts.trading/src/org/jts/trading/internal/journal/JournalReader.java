package org.jts.trading.internal.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.gateway.OrderInstruction;
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
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Reads the files, whoever writes them. */
@Component
public final class JournalReader implements OrderJournal {

    private final Path own;
    private volatile BrokerRegistry registry;

    @Activate
    public JournalReader(@Reference DataFolder folder) {
        this.own = DeskJournal.folder(folder);
    }

    /** Knows what brokers call their kinds of orders; without it their codes are told alone. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindRegistry(BrokerRegistry present) {
        registry = present;
    }

    public void unbindRegistry(BrokerRegistry gone) {
        if (registry == gone) {
            registry = null;
        }
    }

    @Override
    public JournalCheck verify(Optional<Path> folder) throws StoreException {
        Path path = folder.orElse(own);
        try {
            JournalScan scan = JournalScan.live(path, () -> r -> { });
            return new JournalCheck(path, scan.records(), scan.lastSeal(), scan.tornBytes(),
                    scan.flaw().map(JournalFlaw::toString));
        } catch (JournalException e) {
            throw new StoreException(e.getMessage(), e);
        }
    }

    private Optional<String> kind(BrokerId broker, String instruction) {
        BrokerRegistry present = registry;
        return present == null ? Optional.empty() : present.broker(broker)
                .flatMap(b -> b.gateway().capabilities().instruction(instruction)).map(OrderInstruction::title);
    }

    @Override
    public List<JournalLine> history(String key) throws StoreException {
        AtomicReference<History> history = new AtomicReference<>();
        try {
            JournalScan.live(own, () -> {
                history.set(new History(key, this::kind));
                return history.get()::accept;
            });
            return history.get().lines();
        } catch (JournalException e) {
            throw new StoreException(e.getMessage(), e);
        }
    }
}
