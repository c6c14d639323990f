package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jts.api.feed.LiveQuote;
import org.jts.api.market.Symbol;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/** Last, bid and ask of the ticket's symbol, and how fresh they are. */
final class PriceLine {
    private static final Texts T = Texts.of(PriceLine.class);

    private final Composite box;
    private final Label last;
    private final Label fresh;
    private final Label market;

    PriceLine(Composite parent) {
        box = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 1;
        box.setLayout(layout);
        last = label("ticket.last", true);
        last.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        fresh = label("ticket.freshness", false);
        market = label("ticket.market", true);
        ((GridData) market.getLayoutData()).horizontalSpan = 2;
    }

    private Label label(String id, boolean grab) {
        Label label = new Label(box, SWT.NONE);
        label.setData(DataTable.WIDGET_KEY, id);
        label.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, grab, false));
        return label;
    }

    Composite control() {
        return box;
    }

    void nothing() {
        last.setText("");
        fresh.setText("");
        market.setText("");
    }

    void show(LiveQuote live, Symbol symbol) {
        Palette palette = Palette.of(box);
        var quote = live.quote();
        Optional<BigDecimal> change = quote.change();
        int sign = change.map(BigDecimal::signum).orElse(0);
        boolean trusted = TicketModel.trusted(live);
        String moved = change.map(c -> (sign > 0 ? "  ▲ " : sign < 0 ? "  ▼ " : "  ") + Formats.price(c.abs()) + "  "
                + Formats.percent(c.multiply(BigDecimal.valueOf(100)).divide(quote.previousClose().orElseThrow(),
                        MathContext.DECIMAL64))).orElse("");
        Updates.text(last, Formats.price(quote.last(), symbol.ticks()) + moved);
        Updates.foreground(last, !trusted ? palette.stale() : sign > 0 ? palette.up() : sign < 0 ? palette.down()
                : palette.text());
        Updates.text(market, T.format("market", quote.bid().map(b -> Formats.price(b, symbol.ticks())).orElse("-"),
                quote.ask().map(a -> Formats.price(a, symbol.ticks())).orElse("-")));
        Updates.foreground(market, trusted ? palette.text() : palette.stale());
        boolean relayout = Updates.text(fresh, switch (live.freshness()) {
            case LIVE -> T.get("fresh.live");
            case DELAYED -> T.get("fresh.delayed");
            case STALE -> T.format("fresh.stale", Formats.time(live.receivedAt(), symbol.zone()));
            case CACHED -> T.format("fresh.cached", Formats.date(quote.time(), symbol.zone()));
        });
        Updates.foreground(fresh, trusted ? palette.good() : palette.warning());
        if (relayout) {
            box.layout(true);
        }
    }
}
