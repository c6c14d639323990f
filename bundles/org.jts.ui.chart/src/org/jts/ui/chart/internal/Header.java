package org.jts.ui.chart.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;

/** The line above the chart: what is charted, its last price, and how far that can be trusted. */
final class Header {
    private static final Texts T = Texts.of(Header.class);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Composite line;
    private final Label name;
    private final Label price;
    private final Label change;
    private final Label freshness;

    Header(Composite parent) {
        line = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(4, false);
        layout.marginHeight = 2;
        layout.horizontalSpacing = 10;
        line.setLayout(layout);
        name = label("chart.name");
        name.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        price = label("chart.last");
        price.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        change = label("chart.change");
        freshness = label("chart.freshness");
        freshness.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
    }

    Composite control() {
        return line;
    }

    private Label label(String id) {
        Label label = new Label(line, SWT.NONE);
        label.setData("org.eclipse.swtbot.widget.key", id);
        return label;
    }

    void nothing() {
        name.setText(T.get("header.nothing"));
        price.setText("");
        change.setText("");
        freshness.setText("");
        line.layout(true);
    }

    void symbol(SymbolId id, Optional<Symbol> symbol) {
        name.setText(symbol.map(s -> s.name() + "  " + id.code()).orElse(id.code()));
        price.setText("");
        change.setText("");
        freshness.setText("");
        line.layout(true);
    }

    void quote(LiveQuote live, Symbol symbol) {
        Palette palette = Palette.of(line);
        Optional<BigDecimal> moved = live.quote().change();
        int sign = moved.map(BigDecimal::signum).orElse(0);
        boolean trusted = live.freshness() == Freshness.LIVE || live.freshness() == Freshness.DELAYED;
        var color = !trusted ? palette.stale() : sign > 0 ? palette.up() : sign < 0 ? palette.down() : palette.text();
        price.setForeground(color);
        change.setForeground(color);
        boolean relayout = set(price, Formats.price(live.quote().last(), symbol.ticks()));
        relayout |= set(change, moved.map(m -> changeText(m, live, sign)).orElse(""));
        relayout |= set(freshness, switch (live.freshness()) {
            case LIVE -> T.get("freshness.live");
            case DELAYED -> T.get("freshness.delayed");
            case STALE -> T.format("freshness.stale", Formats.time(live.receivedAt(), symbol.zone()));
            case CACHED -> T.format("freshness.cached", Formats.dateTime(live.quote().time(), symbol.zone()));
        });
        freshness.setForeground(switch (live.freshness()) {
            case LIVE -> palette.good();
            case DELAYED, STALE -> palette.warning();
            case CACHED -> palette.stale();
        });
        if (relayout) {
            line.layout(true);
        }
    }

    private static String changeText(BigDecimal moved, LiveQuote live, int sign) {
        BigDecimal before = live.quote().previousClose().orElseThrow();
        BigDecimal percent = moved.multiply(HUNDRED).divide(before, MathContext.DECIMAL64);
        String arrow = sign > 0 ? "▲ " : sign < 0 ? "▼ " : "";
        return arrow + Formats.price(moved.abs()) + "  " + Formats.percent(percent);
    }

    /** @return whether the label needs another width */
    private static boolean set(Label label, String text) {
        if (text.equals(label.getText())) {
            return false;
        }
        boolean wider = text.length() != label.getText().length();
        label.setText(text);
        return wider;
    }
}
