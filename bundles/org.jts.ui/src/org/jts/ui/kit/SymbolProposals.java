package org.jts.ui.kit;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.jface.fieldassist.ContentProposalAdapter;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.eclipse.jface.fieldassist.IContentProposalProvider;
import org.eclipse.jface.fieldassist.TextContentAdapter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Text;
import org.jts.api.market.Symbol;

/**
 * Proposes symbols below a text field while the user types, with {@link SymbolSearch}. UI thread only.
 *
 * @since 1.0
 */
public final class SymbolProposals {
    private static final int MOST = 12;
    private static final Point SIZE = new Point(320, 260);

    private final ContentProposalAdapter adapter;

    private record Proposal(Symbol symbol) implements IContentProposal {
        @Override
        public String getContent() {
            return symbol.id().code();
        }

        @Override
        public int getCursorPosition() {
            return getContent().length();
        }

        @Override
        public String getLabel() {
            return symbol.id().code() + "   " + symbol.name() + "   " + symbol.market();
        }

        @Override
        public String getDescription() {
            return null;
        }
    }

    /**
     * @param text     where the user types
     * @param symbols  those to choose from, asked at each key stroke
     * @param onChoose told of the one that was chosen from the list
     */
    public SymbolProposals(Text text, Supplier<List<Symbol>> symbols, Consumer<Symbol> onChoose) {
        IContentProposalProvider provider = (contents, position) -> SymbolSearch
                .find(symbols.get(), contents, MOST).stream().map(Proposal::new).toArray(IContentProposal[]::new);
        adapter = new ContentProposalAdapter(text, new TextContentAdapter(), provider, null, null);
        adapter.setProposalAcceptanceStyle(ContentProposalAdapter.PROPOSAL_REPLACE);
        adapter.setPopupSize(SIZE);
        adapter.setAutoActivationDelay(150);
        adapter.addContentProposalListener(proposal -> onChoose.accept(((Proposal) proposal).symbol()));
        text.addListener(SWT.Traverse, e -> {
            // Return belongs to the list while it is open, not to the default button of a dialog.
            if (e.detail == SWT.TRAVERSE_RETURN && adapter.isProposalPopupOpen()) {
                e.doit = false;
            }
        });
    }

    /** Whether the list is open, so that Return means the list's choice. */
    public boolean isOpen() {
        return adapter.isProposalPopupOpen();
    }
}
